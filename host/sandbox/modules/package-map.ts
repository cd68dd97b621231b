/**
 * The one door to `resolve.exports`: from an `exports` or `imports` map to the targets it names.
 * The library ranks keys and fills in stars. Conditions are chosen here, because it stops at the first that fits where
 * node goes on when that one leads nowhere; so are the keys that fit, because it reads a key as a regular expression
 * (`./*.js` fits `./a-js`) and still knows folder keys (`./lib/`).
 */
import { exports as matchExports, imports as matchImports } from 'resolve.exports';

export type Conditions = ReadonlySet<string>;

/** What `import` and `require` ask a map for; `default` always fits, `module-sync` since ES modules can be required. */
export const CONDITIONS: Readonly<Record<'import' | 'require', Conditions>> = {
  import: new Set(['node', 'import', 'module-sync', 'default']),
  require: new Set(['node', 'require', 'module-sync', 'default']),
};

type Target = string | null | readonly Target[];
type Package = Parameters<typeof matchExports>[0];
type Match = ReturnType<typeof matchExports> | ReturnType<typeof matchImports>;

/** The targets for a subpath (`.` or `./x`) in the order of preference; none when it is not exported. */
export function exportTargets(map: unknown, subpath: string, conditions: Conditions): readonly string[] {
  const exports = settled(subpathMap(map), subpath, conditions);
  return matched(() => matchExports({ name: '', exports } as Package, subpath, { unsafe: true }));
}

/** The targets for an internal name (`#x`). */
export function importTargets(map: unknown, name: string, conditions: Conditions): readonly string[] {
  const imports = settled(map as Record<string, unknown>, name, conditions);
  return matched(() => matchImports({ name: '', imports } as Package, name, { unsafe: true }));
}

/** The key with a star that a subpath falls under. */
export function exportPattern(map: unknown, subpath: string): string | undefined {
  const keys = Object.keys(subpathMap(map)).filter((key) => key.includes('*') && fits(key, subpath));
  return keys.sort((a, b) => b.length - a.length)[0];
}

/** A map of conditions, or a target alone, speaks of `.`. */
function subpathMap(map: unknown): Record<string, unknown> {
  const isMap = typeof map === 'object' && map !== null && (Object.keys(map)[0] ?? '.').startsWith('.');
  return isMap ? (map as Record<string, unknown>) : { '.': map };
}

/** The part of a map that speaks of a name, with every condition decided. */
function settled(map: Record<string, unknown>, name: string, conditions: Conditions): Record<string, Target> {
  const entries = Object.entries(map).filter(([key]) => fits(key, name));
  return Object.fromEntries(entries.map(([key, value]) => [key, settle(value, conditions) ?? null]));
}

/** A star stands for one character at least. */
function fits(key: string, name: string): boolean {
  const star = key.indexOf('*');
  if (star < 0) return key === name && !key.endsWith('/');
  return name.length >= key.length && name.startsWith(key.slice(0, star)) && name.endsWith(key.slice(star + 1));
}

/** Undefined where no condition fits: the search goes on; null where the map says no: it ends. */
function settle(value: unknown, conditions: Conditions): Target | undefined {
  if (typeof value === 'string' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => settle(item, conditions) ?? null);
  if (typeof value !== 'object') return undefined;
  for (const [condition, target] of Object.entries(value)) {
    const found = conditions.has(condition) ? settle(target, conditions) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The library throws for what it does not find. */
function matched(match: () => Match): readonly string[] {
  try {
    return match() || [];
  } catch {
    return [];
  }
}
