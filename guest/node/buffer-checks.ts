/** Functions of the module buffer about bytes as text. */
import { invalidType } from '../prelude/errors.ts';
import { TextDecoder } from '../web/encoding.ts';
import { Buffer, encodingName } from './buffer.ts';

function bytesOf(input: unknown): Uint8Array {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw invalidType('input', 'an instance of ArrayBuffer, Buffer, or TypedArray', input);
}

function isUtf8(input: unknown): boolean {
  const bytes = bytesOf(input);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

export const bufferChecks = {
  isUtf8,
  isAscii: (input: unknown): boolean => bytesOf(input).every((byte) => byte < 128),
  transcode(source: unknown, from: string, to: string): Buffer {
    if (!(source instanceof Uint8Array)) throw invalidType('source', 'an instance of Buffer or Uint8Array', source);
    const target = encodingName(to);
    const text = Buffer.from(source).toString(encodingName(from));
    const isNarrow = target === 'latin1' || target === 'ascii';
    const most = target === 'ascii' ? 127 : 255;
    const fits = (character: string): string => ((character.codePointAt(0) as number) > most ? '?' : character);
    return Buffer.from(isNarrow ? [...text].map(fits).join('') : text, target);
  },
};
