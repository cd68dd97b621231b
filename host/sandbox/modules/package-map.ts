/**
 * The one door to `resolve.exports`: from an `exports` or `imports` map to the targets it names.
 * The library matches keys and fills in stars. Conditions are chosen here, because it stops at the first condition
 * that fits where node goes on when that one leads nowhere, and folder keys (`./lib/`) are dropped as node drops them.
 */
import { exports as matchExports, imports as matchImports } from 'resolve.exports';

export type Conditions = ReadonlySet<string>;

/** What `import` and `require` ask a map for; `default` always fits. */
export const CONDITIONS: Readonly<Record<'import' | 'require', Conditions>> = {
  import: new Set(['node', 'import', 'default']),
  require: new Set(['node', 'require', 'default']),
};

type Target = string | null | readonly Target[];
type Package = Parameters<typeof matchExports>[0];

/** The targets for a subpath (`.` or `./x`) in the order of preference; none when it is not exported. */
export function exportTargets(map: unknown, subpath: string, conditions: Conditions): readonly string[] {
  const exports = settled(isSubpathMap(map) ? map : { '.': map }, conditions);
  return matched(() => matchExports({ name: '', exports } as Package, subpath, { unsafe: true }));
}

/** The targets for an internal name (`#x`). */
export function importTargets(map: unknown, name: string, conditions: Conditions): readonly string[] {
  const imports = settled(Object(map) as Record<string, unknown>, conditions);
  return matched(() => matchImports({ name: '', imports } as Package, name, { unsafe: true }));
}

function isSubpathMap(map: unknown): map is Record<string, unknown> {
  return typeof map === 'object' && map !== null && (Object.keys(map)[0] ?? '.').startsWith('.');
}

/** The map with every condition decided. */
function settled(map: Record<string, unknown>, conditions: Conditions): Record<string, Target> {
  const entries = Object.entries(map).filter(([key]) => !key.endsWith('/'));
  return Object.fromEntries(entries.map(([key, value]) => [key, settle(value, conditions) ?? null]));
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
function matched(match: () => ReturnType<typeof matchExports>): readonly string[] {
  try {
    return match() || [];
  } catch {
    return [];
  }
}
