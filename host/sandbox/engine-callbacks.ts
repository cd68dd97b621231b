/** The functions that the patched engine calls through its function table, in terms of the powers behind them. */
import { TABLE_SLOT } from './engine-exports.ts';
import type { EnginePowers } from './engine-imports.ts';
import type { Guest } from './guest.ts';
import { TAG } from './layout.ts';
import { type TableFunction, tableFunctions } from './table-functions.ts';

type Callbacks = Readonly<Record<keyof typeof TABLE_SLOT, TableFunction>>;

/** High word of a JSValue that is a string. */
const STRING = BigInt(TAG.string) << 32n;
const LOW_WORD = 0xffffffffn;
/** What stands in place of a file's name where an error is made by its constructor, or by anything else. */
const CONSTRUCTED = 1;
const THROWN = 0;

/** The functions with their places in the table. */
export function engineCallbacks(guest: Guest, powers: EnginePowers): readonly (readonly [slot: number, fn: unknown])[] {
  const callbacks: Callbacks = {
    errorMade: {
      parameters: ['i32', 'i32', 'i32', 'i32'],
      call: (object: number, file: number, line: number, column: number) => {
        guest.refresh();
        const parsed = file !== CONSTRUCTED && file !== THROWN;
        const source = parsed ? { file: guest.readCString(file), line, column } : null;
        powers.errorMade({ object, source, constructed: file === CONSTRUCTED });
        return undefined;
      },
    },
    lazyStack: {
      parameters: ['i32', 'i32', 'i32', 'i32'],
      result: 'i64',
      call: (_context: number, object: number) => {
        guest.refresh();
        return STRING | BigInt(guest.stringBody(powers.readStack(object)));
      },
    },
    internalError: {
      parameters: ['i32'],
      call: (words: number) => {
        guest.refresh();
        powers.internalError(guest.readCString(words));
        return undefined;
      },
    },
    rejected: {
      parameters: ['i32', 'i64', 'i64', 'i32', 'i32'],
      call: (_context: number, promise: bigint, _reason: bigint, handled: number) => {
        powers.rejected(Number(promise & LOW_WORD), handled !== 0);
        return undefined;
      },
    },
  };
  const names = Object.keys(TABLE_SLOT) as (keyof typeof TABLE_SLOT)[];
  const functions = tableFunctions(names.map((name) => callbacks[name]));
  return names.map((name, i) => [TABLE_SLOT[name], functions[i]] as const);
}
