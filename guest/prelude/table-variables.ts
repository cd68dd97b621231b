/** Reads entries of tables for the host (host/sandbox/table-variables.ts), on primordials only: no code of the program runs. */
const { getOwnPropertyDescriptor, ownKeys, apply } = Reflect;
const { get: mapGet, has: mapHas, forEach: mapEach } = Map.prototype;
const { has: setHas, forEach: setEach } = Set.prototype;
const { hasOwnProperty } = Object.prototype;
const toNumber = Number;

type Any = Record<PropertyKey, unknown>;

/** What a table holds under a key: one value in a list, which is empty when there is none. */
export function tableEntry(kind: string, table: Any, key: PropertyKey): unknown[] {
  if (kind === 'map') return apply(mapHas, table, [key]) ? [apply(mapGet, table, [key])] : [];
  if (kind === 'set') return apply(setHas, table, [key]) ? [true] : [];
  return apply(hasOwnProperty, table, [key]) ? [table[key]] : [];
}

/** Keys and values in turn. */
export function tableEntries(kind: string, table: Any): unknown[] {
  const found: unknown[] = [];
  const add = (value: unknown, key: unknown): void => {
    found[found.length] = key;
    found[found.length] = value;
  };
  if (kind === 'map') apply(mapEach, table, [add]);
  else if (kind === 'set') apply(setEach, table, [(key: unknown) => add(true, key)]);
  else {
    const keys = ownKeys(table);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as PropertyKey;
      add((getOwnPropertyDescriptor(table, key) as PropertyDescriptor).value, key);
    }
  }
  return found;
}

/** A key from its words: those of a number, or of a constant of the language. */
export function tableKey(words: string): unknown {
  if (words === 'undefined') return undefined;
  if (words === 'null') return null;
  return words === 'true' || words === 'false' ? words === 'true' : toNumber(words);
}
