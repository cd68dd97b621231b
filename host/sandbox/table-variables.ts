/**
 * Entries of table variables as things to observe and to write: `T["k"]` is what the table T holds under one key, `T[*]`
 * all that it holds under other keys than those looked at before.
 */
import type { VariableAddress } from '../../engine/ports.ts';
import type { TableKind } from '../../engine/program/table.ts';
import { elementAddresses } from './elements.ts';
import { type Guest, GuestThrew } from './guest.ts';
import { CELL, CLASS, CTX, OBJECT, SHAPE, TAG } from './layout.ts';
import type { Program } from './program.ts';

/** What stands for all other keys. */
const REST = '*';
const NONE: ReadonlySet<string> = new Set();

/** An entry by its name, in the table as it is now. */
export interface Entry extends VariableAddress {
  readonly kind: TableKind;
  /** Words of the key, or `*`. */
  readonly key: string;
  /** The keys that `*` does not mean. */
  readonly except: ReadonlySet<string>;
}

/** What tables are read with. */
export interface TablePowers {
  readonly guest: Guest;
  readonly program: Program;
  /** Handles of the prelude's functions. */
  readonly entry: number;
  readonly entries: number;
  readonly key: number;
}

export class TableVariables {
  readonly #powers: TablePowers;

  constructor(powers: TablePowers) {
    this.#powers = powers;
  }

  /** What a name like `T["k"]` means; null where T is no table. */
  find(scope: string, name: string): Entry | null {
    const opens = name.indexOf('[');
    const variable = name.slice(0, opens);
    const kind = this.#powers.program.tableOf(scope, variable);
    return kind && { scope, name: variable, kind, key: name.slice(opens + 1, -1), except: NONE };
  }

  /** The table's JSValue, 0 where the variable has no place or holds none yet. */
  address({ scope, name }: VariableAddress): number {
    const { guest, program } = this.#powers;
    const cell = program.cell(scope, name);
    const value = cell === 0 ? 0 : guest.word(cell + CELL.value);
    return value !== 0 && guest.tag(value) === TAG.object ? value : 0;
  }

  /** What a table is, as far as absent entries hang on it; null for an object that was given another prototype. */
  sortOf(table: VariableAddress): string | null {
    const { guest, program } = this.#powers;
    const kind = program.tableOf(table.scope, table.name);
    const place = this.address(table);
    if (kind !== 'object' || place === 0) return kind;
    const proto = guest.word(guest.word(guest.word(place) + OBJECT.shape) + SHAPE.proto);
    if (proto === 0) return 'bare';
    return proto === guest.word(guest.word(guest.ctx + CTX.classProtos) + 8 * CLASS.object) ? kind : null;
  }

  /** A key in words that say which entry it is; null for one that has none, such as an object. */
  words(kind: TableKind, key: number): string | null {
    const { guest } = this.#powers;
    switch (guest.tag(key)) {
      case TAG.string:
      case TAG.rope:
        return this.#text(kind, guest.string(key));
      case TAG.null:
        return constant(kind, 'null');
      case TAG.undefined:
        return constant(kind, 'undefined');
      case TAG.bool:
        return constant(kind, guest.word(key) === 0 ? 'false' : 'true');
      case TAG.object:
      case TAG.symbol:
      case TAG.bigInt:
      case TAG.shortBigInt:
        return null;
      default:
        return constant(kind, String(guest.number(key)));
    }
  }

  /** By this name an object has its prototype. */
  #text(kind: TableKind, text: string): string | null {
    return kind === 'object' && text === '__proto__' ? null : JSON.stringify(text);
  }

  /** Gives the values of an entry (addresses of JSValues) to `use`, as long as it runs: none when it is absent. */
  read<T>(entry: Entry, use: (values: readonly number[]) => T): T | null {
    const list = this.list(entry);
    if (list === 0) return null;
    try {
      const values = this.#elements(list);
      return use(entry.key === REST ? this.#others(entry, values) : values);
    } finally {
      this.#powers.guest.free(list);
    }
  }

  #elements(list: number): number[] {
    return elementAddresses(this.#powers.guest, list);
  }

  /** Keys and values of a list in turn, without the keys that are known by themselves. */
  #others({ kind, except }: Entry, values: readonly number[]): number[] {
    return values.flatMap((key, i) => {
      if (i % 2 === 1 || except.has(this.words(kind, key) ?? '')) return [];
      return [key, values[i + 1] as number];
    });
  }

  /** Handle of a list in the guest: the value under a key or nothing, or all keys and values. 0 when it cannot be made. */
  list(entry: Entry): number {
    const { guest, entry: one, entries } = this.#powers;
    const table = this.address(entry);
    if (table === 0 || this.sortOf(entry) === null) return 0;
    const args = [guest.newString(entry.kind), guest.duplicate(table)];
    if (entry.key !== REST) args.push(this.keyHandle(entry));
    try {
      return guest.call(entry.key === REST ? entries : one, undefined, args);
    } catch (error) {
      // At the end of the stack nothing can be looked at.
      if (!(error instanceof GuestThrew)) throw error;
      guest.free(error.handle);
      return 0;
    } finally {
      for (const arg of args) guest.free(arg);
    }
  }

  /** The key of an entry as a value. */
  keyHandle({ key }: Entry): number {
    const { guest } = this.#powers;
    if (key.startsWith('"')) return guest.newString(JSON.parse(key) as string);
    const words = guest.newString(key);
    const handle = guest.call(this.#powers.key, undefined, [words]);
    guest.free(words);
    return handle;
  }
}

export function isRest(entry: Entry): boolean {
  return entry.key === REST;
}

/** A number or constant as a key: properties go by text. */
function constant(kind: TableKind, words: string): string {
  return kind === 'object' ? JSON.stringify(words) : words;
}
