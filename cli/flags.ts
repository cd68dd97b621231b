/**
 * The flags of `rote run`, as data, and their parser.
 * Not commander's: its optional values would swallow the script (`--allow-read analyze.ts`), and loading it costs a
 * short run several milliseconds. Commander prints the help from this same table.
 */
import { RoteError } from '../engine/errors.ts';
import { nearest } from '../engine/nearest.ts';

/** How a flag takes its value: not at all, as the next word or after `=`, or only after `=`. */
type Takes = 'nothing' | 'value' | 'optional';

/** One flag: its words on the command line and in the help. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly takes: Takes;
  readonly placeholder?: string;
  readonly help: string;
}

/** Every flag of `rote run`. */
export const runFlags = [
  { name: 'cache-dir', takes: 'value', placeholder: 'dir', help: 'the store (default: .rote; env ROTE_DIR)' },
  {
    name: 'min-duration',
    takes: 'value',
    placeholder: 'ms',
    help: 'smallest call worth storing; 0 stores all (env ROTE_MIN_DURATION)',
  },
  {
    name: 'allow-read',
    takes: 'optional',
    placeholder: 'paths',
    help: 'files the script may read (default: below the current directory)',
  },
  { name: 'allow-write', takes: 'optional', placeholder: 'paths', help: 'files the script may write' },
  { name: 'allow-env', takes: 'optional', placeholder: 'names', help: 'environment variables the script may see' },
  { name: 'allow-net', takes: 'optional', placeholder: 'hosts', help: 'hosts the script may talk to' },
  { name: 'allow-all', short: 'A', takes: 'nothing', help: 'all of the above, without bounds' },
  {
    name: 'seed',
    takes: 'value',
    placeholder: 'n',
    help: 'make randomness deterministic, hence memoizable: equal seeds draw equal numbers everywhere',
  },
  {
    name: 'clock',
    takes: 'value',
    placeholder: 'iso|frozen',
    help: 'make time deterministic: it begins at this instant and moves with timers alone; frozen: stands still at 1970',
  },
  {
    name: 'net-snapshot',
    takes: 'value',
    placeholder: 'dir',
    help: 'record the answers of the network in this folder, and give them again: the calls that ask are memoizable',
  },
  { name: 'memory-limit', takes: 'value', placeholder: 'MB', help: 'hard limit of the memory of the sandbox' },
  { name: 'timeout', takes: 'value', placeholder: 'ms', help: 'hard limit of the time of the run' },
  { name: 'output-limit', takes: 'value', placeholder: 'MB', help: 'hard limit of what the script prints' },
  { name: 'write-limit', takes: 'value', placeholder: 'MB', help: 'hard limit of what the script writes into files' },
  { name: 'handle-limit', takes: 'value', placeholder: 'n', help: 'files that may be open at once (default: 1024)' },
  { name: 'no-cache', takes: 'nothing', help: 'neither read nor write the store' },
  { name: 'refresh', takes: 'nothing', help: 'answer nothing from the store, record everything again' },
  { name: 'audit', takes: 'nothing', help: 'execute also what could be answered, and compare; 1 on a difference' },
  { name: 'report', takes: 'value', placeholder: 'file', help: 'write the run report as JSON' },
  { name: 'stats', takes: 'nothing', help: 'print a short table on stderr' },
  { name: 'trace', takes: 'value', placeholder: 'file', help: 'write the times of the functions as Chrome trace JSON' },
  { name: 'help', short: 'h', takes: 'nothing', help: 'display help for command' },
] as const satisfies readonly Flag[];

/** The names of the flags. */
export type FlagName = (typeof runFlags)[number]['name'];

/** The words after `run`, told apart. `true` stands for a flag without a value; a repeated flag keeps all its values. */
export interface ParsedFlags {
  readonly values: ReadonlyMap<FlagName, readonly (string | true)[]>;
  readonly script: string | undefined;
  readonly args: readonly string[];
}

/** Splits the words after `run`: flags up to the first word that is none, then the script, then the script's own. */
export function parseFlags(words: readonly string[]): ParsedFlags {
  const values = new Map<FlagName, (string | true)[]>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') {
      at++;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    const equals = word.indexOf('=');
    const flag = findFlag(equals < 0 ? word : word.slice(0, equals));
    const inline = equals < 0 ? undefined : word.slice(equals + 1);
    const value = takeValue(flag, inline, words[at + 1]);
    if (flag.takes === 'value' && inline === undefined) at++;
    values.set(flag.name as FlagName, [...(values.get(flag.name as FlagName) ?? []), value]);
  }
  return { values, script: words[at], args: words.slice(at + 1) };
}

function findFlag(spelled: string): Flag {
  const flags: readonly Flag[] = runFlags;
  const found = flags.find(({ name, short }) => spelled === `--${name}` || (short && spelled === `-${short}`));
  if (found) return found;
  const close = nearest(
    spelled,
    flags.map(({ name }) => `--${name}`),
  );
  const hint = close ? `did you mean ${close}?` : "rote's flags are listed by: rote run --help";
  throw new RoteError('usage', `unknown flag ${spelled}`, { flag: spelled }, hint);
}

function takeValue(flag: Flag, inline: string | undefined, next: string | undefined): string | true {
  const shown = `--${flag.name}`;
  if (flag.takes === 'nothing') {
    if (inline === undefined) return true;
    throw new RoteError('usage', `${shown} takes no value`, { flag: shown });
  }
  if (flag.takes === 'optional' && inline === undefined) return true;
  const value = inline ?? next;
  // An empty value is a variable that was not set: it must quietly mean neither everything nor the next flag.
  if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
    throw new RoteError('usage', `${shown} needs a value`, { flag: shown }, `${shown}=<${flag.placeholder}>`);
  }
  return value;
}
