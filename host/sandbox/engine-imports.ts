/**
 * All that the engine's WebAssembly asks of its host. Nothing passes through: files, environment and terminal of the
 * C library are refused, the clock and the calls of the guest go to the powers given.
 */
import type { GuestMemory } from './memory.ts';

/** The powers behind the imports. */
export interface EnginePowers {
  /** Milliseconds since the epoch, for Date. */
  now(): number;
  /** A guest function made by the host was called; answers a malloc'ed JSValue, or 0 for undefined. */
  call(self: number, argc: number, argv: number, id: number): number;
  normalizeModule(base: number, name: number): number;
  loadModule(name: number): number;
  /** Polled by the engine; true stops the guest. */
  interrupt(): boolean;
  /** The memory may not grow any further: bytes asked for. */
  outOfMemory(bytes: number): void;
  /** An error was made that has no `stack` yet. */
  errorMade(error: MadeError): void;
  /** The engine throws an error of its internal kind, in words of its own. */
  internalError(words: string): void;
  /** The program reads the `stack` of an object for the first time: its text. */
  readStack(object: number): string;
  /** The same for the host, which looks and leaves everything as it is. */
  unreadStack(object: number): UnreadStack;
  /** A promise was rejected with nobody to handle it, or was handled after all. */
  rejected(promise: number, handled: boolean): void;
}

/** A stack that the program has not read. */
export interface UnreadStack {
  readonly text: string;
  /** When it was made, as told by a moment that can be compared. */
  readonly made: number;
}

/** What the engine says of an error that it makes. */
export interface MadeError {
  /** Address of the error object. */
  readonly object: number;
  /** The text that could not be parsed, and where; null for errors that code makes or throws. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
  /** Made by a call of its constructor, which is no part of the stack. */
  readonly constructed: boolean;
}

/** Ends a guest whose engine can no longer be trusted to go on. */
export class EngineAborted extends Error {}

/** Minified import names of the pinned build. */
const SHORT: Readonly<Record<string, string>> = {
  memory: 'a',
  assertFail: 'b',
  fdWrite: 'c',
  fdClose: 'd',
  environGet: 'e',
  environSizes: 'f',
  normalizeModule: 'g',
  loadModule: 'h',
  interrupt: 'i',
  setTimer: 'j',
  growMemory: 'k',
  keepAlive: 'l',
  localTime: 'm',
  timeZone: 'n',
  fdSeek: 'o',
  now: 'p',
  abort: 'q',
  exit: 'r',
  call: 's',
  freeHostRef: 't',
};

const PAGE = 65536;

/** The import object of the engine. */
export function engineImports(guest: GuestMemory, maxPages: number, powers: EnginePowers): WebAssembly.Imports {
  const functions: Record<string, (...args: number[]) => number | undefined> = {
    ...refusedImports(guest),
    ...timeImports(guest, powers),
    normalizeModule: (_rt, _ctx, base, name) => powers.normalizeModule(base as number, name as number),
    loadModule: (_rt, _ctx, name) => powers.loadModule(name as number),
    interrupt: () => (powers.interrupt() ? 1 : 0),
    growMemory: (bytes) => grow(guest, (bytes as number) >>> 0, maxPages, powers),
    call: (_ctx, self, argc, argv, id) => powers.call(self as number, argc as number, argv as number, id as number),
  };
  const object: Record<string, WebAssembly.ImportValue> = { [SHORT['memory'] as string]: guest.memory };
  for (const [name, fn] of Object.entries(functions)) object[SHORT[name] as string] = fn;
  return { a: object };
}

/** C library calls that have no meaning inside the wall. Numbers are WASI errno values (8 badf, 70 spipe). */
function refusedImports(guest: GuestMemory): Record<string, (...args: number[]) => number | undefined> {
  const stop = (what: string) => () => {
    throw new EngineAborted(what);
  };
  return {
    assertFail: stop('an assertion of the engine failed'),
    abort: stop('the engine aborted'),
    exit: stop('the engine exited'),
    fdWrite: () => 8,
    fdClose: () => 8,
    fdSeek: () => 70,
    environGet: () => 0,
    environSizes: (count, size) => {
      guest.u32[(count as number) >> 2] = 0;
      guest.u32[(size as number) >> 2] = 0;
      return 0;
    },
    setTimer: () => 0,
    keepAlive: () => undefined,
    freeHostRef: () => undefined,
  };
}

/** The guest lives in UTC: `tzset` is read once, and two machines must agree. */
function timeImports(
  guest: GuestMemory,
  powers: EnginePowers,
): Record<string, (...args: number[]) => number | undefined> {
  return {
    now: () => powers.now(),
    timeZone: (offset, daylight, standard, summer) => {
      guest.u32[(offset as number) >> 2] = 0;
      guest.u32[(daylight as number) >> 2] = 0;
      for (const at of [standard, summer]) guest.u8.set([85, 84, 67, 0], at);
      return undefined;
    },
    localTime: (seconds, out) => {
      const date = new Date(Number(seconds) * 1000);
      const fields = [
        date.getUTCSeconds(),
        date.getUTCMinutes(),
        date.getUTCHours(),
        date.getUTCDate(),
        date.getUTCMonth(),
        date.getUTCFullYear() - 1900,
        date.getUTCDay(),
        0,
        0,
        0,
      ];
      guest.i32.set(fields, (out as number) >> 2);
      return undefined;
    },
  };
}

/** Grows by a fifth, as the C library does, never past the limit. */
function grow(guest: GuestMemory, bytes: number, maxPages: number, powers: EnginePowers): number {
  const now = guest.memory.buffer.byteLength / PAGE;
  const needed = Math.ceil(bytes / PAGE);
  if (needed > maxPages) {
    powers.outOfMemory(bytes);
    return 0;
  }
  const wanted = Math.min(maxPages, Math.max(needed, Math.ceil(now * 1.2)));
  try {
    guest.memory.grow(wanted - now);
  } catch {
    powers.outOfMemory(bytes);
    return 0;
  }
  guest.refresh();
  return 1;
}
