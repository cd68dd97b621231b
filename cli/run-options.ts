/** Turns parsed flags and the environment into what the host is asked to do. Pure: nothing is read or checked on disk here. */
import { resolve } from 'node:path';
import { RoteError } from '../engine/errors.ts';
import { grantedHost } from '../host/capabilities/net/hosts.ts';
import type { RunOptions } from '../host/run.ts';
import type { FlagName, ParsedFlags } from './flags.ts';

/** Where the command line is given: what a process knows of itself. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the command line itself does with a finished run. */
export interface RunExtras {
  readonly report: string | undefined;
  readonly trace: string | undefined;
  readonly stats: boolean;
}

/** Megabytes of guest memory unless the command line says otherwise. */
const defaultMemoryMB = 2048;
/** The engine is built to use no more. */
const largestMemoryMB = 2048;
/** A timer cannot wait longer: 24 days. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The store that a command works on: the flag, the environment, or `.rote` here. */
export function cacheDirOf(flag: string | undefined, { cwd, env }: Surroundings): string {
  return resolve(cwd, flag || env['ROTE_DIR'] || '.rote');
}

/** The options of a run, all but where its warnings go. */
export function runOptions(
  parsed: ParsedFlags,
  surroundings: Surroundings,
): Omit<RunOptions, 'place' | 'onWarning' | 'onInterrupt'> {
  const { cwd, env } = surroundings;
  const { script, args } = parsed;
  if (script === undefined) throw new RoteError('usage', 'no script given', {}, 'rote run <script> [args…]');
  return {
    script: resolve(cwd, script),
    args: [...args],
    cwd,
    env: { ...env },
    cacheDir: has(parsed, 'no-cache') ? null : cacheDirOf(last(parsed, 'cache-dir'), surroundings),
    refresh: has(parsed, 'refresh'),
    audit: audit(parsed),
    minDurationMs: number('min-duration', last(parsed, 'min-duration') ?? (env['ROTE_MIN_DURATION'] || undefined), 0),
    grants: grants(parsed, cwd),
    memoryLimitMB: number('memory-limit', last(parsed, 'memory-limit'), 16, largestMemoryMB) ?? defaultMemoryMB,
    seed: seed(last(parsed, 'seed')),
    time: time(last(parsed, 'clock')),
    netSnapshot: path(last(parsed, 'net-snapshot'), cwd),
    quotas: {
      outputMB: number('output-limit', last(parsed, 'output-limit'), 0),
      writeMB: number('write-limit', last(parsed, 'write-limit'), 0),
    },
    handleLimit: number('handle-limit', last(parsed, 'handle-limit'), 0),
    timeoutMs: number('timeout', last(parsed, 'timeout'), 1, longestTimeoutMs),
  };
}

/** The files to write and the table to print when the run is over. */
export function runExtras(parsed: ParsedFlags, { cwd }: Surroundings): RunExtras {
  const path = (name: FlagName) => {
    const value = last(parsed, name);
    return value === undefined ? undefined : resolve(cwd, value);
  };
  return { report: path('report'), trace: path('trace'), stats: has(parsed, 'stats') };
}

function grants(parsed: ParsedFlags, cwd: string): RunOptions['grants'] {
  if (has(parsed, 'allow-all')) return { read: true, write: true, env: true, net: true };
  const paths = (name: FlagName, ungranted: string[]) => grant(parsed, name, ungranted, (word) => resolve(cwd, word));
  return {
    read: paths('allow-read', [cwd]),
    write: paths('allow-write', []),
    env: grant(parsed, 'allow-env', [], (word) => word),
    net: grant(parsed, 'allow-net', [], host),
  };
}

/** A name or address with or without a port; anything else would quietly grant nothing. */
function host(word: string): string {
  if (grantedHost(word)) return word;
  const example = 'example.com, example.com:8080 or 127.0.0.1';
  throw new RoteError('usage', `--allow-net takes hosts, such as ${example}; got ${JSON.stringify(word)}`, {
    flag: 'allow-net',
  });
}

/** A flag given once without a value grants all; values of repeated flags add up; without the flag its default stands. */
function grant(parsed: ParsedFlags, name: FlagName, ungranted: string[], each: (word: string) => string) {
  const given = parsed.values.get(name);
  if (!given) return ungranted;
  if (given.includes(true)) return true as const;
  return given
    .flatMap((value) => String(value).split(','))
    .filter((word) => word !== '')
    .map(each);
}

/** An integer, written in one way only, so that equal numbers are equal seeds. */
function seed(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value)) return String(value);
  throw new RoteError('usage', `--seed must be an integer; got ${JSON.stringify(text)}`, { flag: 'seed' });
}

/** ISO 8601, as `Date.parse` takes it; without a zone, UTC, so that it means the same on every machine. */
function time(text: string | undefined): RunOptions['time'] {
  if (text === undefined) return undefined;
  if (text === 'frozen') return { startMs: 0, frozen: true };
  const zoned = /T[^Z+-]*$/.test(text) ? `${text}Z` : text;
  const startMs = /^\d{4}/.test(text) ? Date.parse(zoned) : Number.NaN;
  if (Number.isFinite(startMs)) return { startMs, frozen: false };
  const example = '2026-01-31T12:00:00Z';
  throw new RoteError('usage', `--clock must be an instant like ${example}, or frozen; got ${JSON.stringify(text)}`, {
    flag: 'clock',
  });
}

function audit(parsed: ParsedFlags): RunOptions['audit'] {
  if (!has(parsed, 'audit')) return null;
  const other = (['no-cache', 'refresh'] as const).find((name) => has(parsed, name));
  if (other === undefined) return {};
  throw new RoteError('usage', `--audit compares with the store; it does not go with --${other}`, { flag: 'audit' });
}

function path(given: string | undefined, cwd: string): string | undefined {
  return given === undefined ? undefined : resolve(cwd, given);
}

function has(parsed: ParsedFlags, name: FlagName): boolean {
  return parsed.values.has(name);
}

/** The last value wins, as everywhere on a command line. */
function last(parsed: ParsedFlags, name: FlagName): string | undefined {
  const value = parsed.values.get(name)?.at(-1);
  return typeof value === 'string' ? value : undefined;
}

function number(name: FlagName, text: string | undefined, least: number, most = Number.MAX_SAFE_INTEGER) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `between ${least} and ${most}`;
  throw new RoteError('usage', `--${name} must be a number, ${range}; got ${JSON.stringify(text)}`, { flag: name });
}
