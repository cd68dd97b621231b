/** console, as node's: one line, one operation of the host. */
import { OP } from '../abi.ts';
import { ask, askText } from './door.ts';
import { defineGlobal } from './exposed.ts';
import { formatWithOptions, inspect } from './inspect.ts';
import { NativeBigInt } from './primordials.ts';
import { state } from './state.ts';
import { renderTable } from './table.ts';

const out = 1;
const err = 2;
const groupStep = 2;

function print(fd: number, text: string): void {
  const indent = state.groupIndent;
  const line = indent === '' ? text : indent + (text.includes('\n') ? text.replaceAll('\n', `\n${indent}`) : text);
  ask(OP.print, fd, `${line}\n`);
}

function printAll(fd: number, args: unknown[]): void {
  const first = args[0];
  if (args.length === 1 && typeof first === 'string') print(fd, first);
  else print(fd, formatWithOptions({}, ...args));
}

function indentBy(width: number): void {
  const length = state.groupIndent.length + width;
  state.groupIndent = length > 0 ? ' '.repeat(length) : '';
  ask(OP.consoleIndent, state.groupIndent);
}

function changesCounters(): void {
  ask(OP.bypass, 'changes-console', 'changes a counter or timer of the console');
}

function now(): bigint {
  return NativeBigInt(askText(OP.monotonic));
}

/** Node's wording of a duration: `1.234ms`, `1.234s`, `1:02.500 (m:ss.mmm)`. */
function formatTime(ns: bigint): string {
  const ms = Number(ns) / 1e6;
  if (ms < 1000) return Number(ms.toPrecision(3)) >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${trimZeros(ms)}ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds % 60).toFixed(3).padStart(6, '0');
  if (minutes < 60) return `${minutes}:${rest} (m:ss.mmm)`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest} (h:mm:ss.mmm)`;
}

function trimZeros(ms: number): string {
  return String(Number(ms.toFixed(3)));
}

function timeSoFar(label: string, method: string): string | undefined {
  const start = state.timings.get(label);
  if (start !== undefined) return formatTime(now() - start);
  warn(`No such label '${label}' for console.${method}()`);
  return undefined;
}

function warn(text: string): void {
  print(err, `(node) Warning: ${text}`);
}

const methods = {
  log(...args: unknown[]): void {
    printAll(out, args);
  },
  warn(...args: unknown[]): void {
    printAll(err, args);
  },
  dir(value: unknown, options?: object): void {
    print(out, inspect(value, { customInspect: false, ...options }));
  },
  time(label: unknown = 'default'): void {
    changesCounters();
    const name = `${label}`;
    if (state.timings.has(name)) warn(`Label '${name}' already exists for console.time()`);
    else state.timings.set(name, now());
  },
  timeEnd(label: unknown = 'default'): void {
    changesCounters();
    const text = timeSoFar(`${label}`, 'timeEnd');
    if (text !== undefined) printAll(out, ['%s: %s', `${label}`, text]);
    state.timings.delete(`${label}`);
  },
  timeLog(label: unknown = 'default', ...data: unknown[]): void {
    const text = timeSoFar(`${label}`, 'timeLog');
    if (text !== undefined) printAll(out, ['%s: %s', `${label}`, text, ...data]);
  },
  trace(...args: unknown[]): void {
    const error = new Error(formatWithOptions({}, ...args));
    error.name = 'Trace';
    const headline = error.message === '' ? 'Trace' : `Trace: ${error.message}`;
    const frames = String(error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line));
    print(err, [headline, ...frames].join('\n'));
  },
  assert(condition: unknown, ...args: unknown[]): void {
    if (condition) return;
    const [first, ...rest] = args;
    printAll(err, [args.length === 0 ? 'Assertion failed' : `Assertion failed: ${first}`, ...rest]);
  },
  clear(): void {},
  count(label: unknown = 'default'): void {
    changesCounters();
    const name = `${label}`;
    const count = (state.counts.get(name) ?? 0) + 1;
    state.counts.set(name, count);
    print(out, `${name}: ${count}`);
  },
  countReset(label: unknown = 'default'): void {
    changesCounters();
    if (!state.counts.delete(`${label}`)) warn(`Count for '${label}' does not exist`);
  },
  group(...args: unknown[]): void {
    if (args.length > 0) printAll(out, args);
    indentBy(groupStep);
  },
  groupEnd(): void {
    indentBy(-groupStep);
  },
  table(data: unknown, columns?: readonly string[]): void {
    if (data === null || typeof data !== 'object') printAll(out, [data]);
    else print(out, renderTable(data, columns));
  },
  debug(...args: unknown[]): void {
    printAll(out, args);
  },
  info(...args: unknown[]): void {
    printAll(out, args);
  },
  dirxml(...args: unknown[]): void {
    printAll(out, args);
  },
  error(...args: unknown[]): void {
    printAll(err, args);
  },
  groupCollapsed(...args: unknown[]): void {
    methods.group(...args);
  },
};

/** The console object; node's inherits from an empty object and is tagged. */
export const consoleObject: typeof methods = Object.create({});

export function installConsole(): void {
  for (const [name, fn] of Object.entries(methods)) {
    Object.defineProperty(fn, 'length', { value: 0, configurable: true });
    Object.defineProperty(consoleObject, name, { value: fn, writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(consoleObject, Symbol.toStringTag, { value: 'console', configurable: true });
  defineGlobal('console', consoleObject);
}
