/** Reads the arguments of fs functions by node's rules: paths, options, data, modes, flags. */
import { codedError, invalidType, invalidValue } from '../../prelude/errors.ts';
import { Buffer, encodingName } from '../buffer.ts';
import { fileURLToPath, isUrl } from '../url-paths.ts';
import { constants } from './constants.ts';

/** A path given as string, Buffer or file: URL, as a string. */
export function pathOf(value: unknown, name = 'path'): string {
  const path = isUrl(value)
    ? fileURLToPath(value)
    : value instanceof Uint8Array
      ? Buffer.from(value).toString()
      : value;
  if (typeof path !== 'string') throw invalidType(name, 'of type string or an instance of Buffer or URL', value);
  if (path.includes('\0')) throw invalidValue(name, value, 'must be a string, Uint8Array, or URL without null bytes');
  return path;
}

export interface Options {
  readonly encoding?: string | null;
  readonly flag?: string | number;
  readonly mode?: number | string;
  readonly recursive?: boolean;
  readonly force?: boolean;
  readonly withFileTypes?: boolean;
  readonly bigint?: boolean;
  readonly throwIfNoEntry?: boolean;
  readonly signal?: { readonly aborted: boolean; readonly reason: unknown };
}

/** Options given as an object, or as the encoding alone. */
export function optionsOf(value: unknown): Options {
  if (value === undefined || value === null || typeof value === 'function') return {};
  const options = typeof value === 'string' ? { encoding: value } : (value as Options);
  if (typeof options !== 'object') throw invalidType('options', 'of type string or an instance of Object', value);
  if (options.encoding !== undefined && options.encoding !== null && `${options.encoding}` !== 'buffer')
    checkEncoding(options.encoding);
  return options;
}

function checkEncoding(encoding: unknown): void {
  if (!Buffer.isEncoding(encoding)) throw invalidValue('encoding', encoding, 'is invalid encoding');
}

/** The encoding in which text is wanted; undefined when bytes are. */
export function textEncoding(options: Options): string | undefined {
  const { encoding } = options;
  return encoding === undefined || encoding === null || encoding === 'buffer' ? undefined : encodingName(encoding);
}

/** What is to be written: UTF-8 text as it is, all else as bytes. */
export function dataOf(value: unknown, options: Options): string | Uint8Array {
  if (typeof value === 'string') {
    const name = encodingName(options.encoding);
    return name === 'utf8' ? value : Buffer.from(value, name);
  }
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw invalidType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', value);
}

/** A mode as a number or octal text. */
export function modeOf(value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^[0-7]+$/.test(value)) return Number.parseInt(value, 8);
  throw invalidValue('mode', value, 'must be a 32-bit unsigned integer or an octal string');
}

/** The bits of node's words. */
function wordOf(flags: number): string | undefined {
  const { O_WRONLY, O_RDWR, O_APPEND, O_TRUNC, O_EXCL, O_CREAT } = constants;
  const words = new Map([
    [0, 'r'],
    [O_RDWR, 'r+'],
    [O_WRONLY | O_CREAT | O_TRUNC, 'w'],
    [O_RDWR | O_CREAT | O_TRUNC, 'w+'],
    [O_WRONLY | O_CREAT | O_TRUNC | O_EXCL, 'wx'],
    [O_RDWR | O_CREAT | O_TRUNC | O_EXCL, 'wx+'],
    [O_WRONLY | O_CREAT | O_APPEND, 'a'],
    [O_RDWR | O_CREAT | O_APPEND, 'a+'],
    [O_WRONLY | O_CREAT | O_APPEND | O_EXCL, 'ax'],
    [O_RDWR | O_CREAT | O_APPEND | O_EXCL, 'ax+'],
  ]);
  return words.get(flags);
}

/** Flags as text: node's words, or digits for bits that have no word. */
export function flagsOf(value: unknown, otherwise: string): string {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw invalidValue('flags', value);
  return wordOf(value) ?? String(value);
}

/** A time as seconds: a number, numeric text, or a Date. */
export function secondsOf(value: unknown, name: string): number {
  if (value instanceof Date) return value.getTime() / 1000;
  const seconds = typeof value === 'string' ? Number(value) : value;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds;
  throw invalidType(name, 'of type number or string or an instance of Date', value);
}

/** Stops when the caller's signal has aborted. */
export function checkSignal(options: Options): void {
  if (options.signal?.aborted) {
    const error = codedError(Error, 'ABORT_ERR', 'The operation was aborted');
    error.name = 'AbortError';
    throw error;
  }
}
