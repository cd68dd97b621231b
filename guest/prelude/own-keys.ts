/** Brings the own keys of an object into an order, by deleting what is to be added again. Runs on primordials only. */
const { deleteProperty, ownKeys, apply } = Reflect;
const { add: setAdd, has: setHas } = Set.prototype;
const GuestSet = Set;
const arrayIs = Array.isArray;
const toNumber = Number;

type Any = Record<PropertyKey, unknown>;

/** Deletes what is not wanted and what was added again after others; an array's own elements and length are apart. */
export function deleteMoved(target: Any, wanted: readonly PropertyKey[]): void {
  const present = ownKeys(target);
  const kept = keptOf(present, wanted);
  const isArray = arrayIs(target);
  for (let i = 0; i < present.length; i++) {
    const key = present[i] as PropertyKey;
    if (isArray && isArrayOwn(key)) continue;
    if (!apply(setHas, kept, [key])) deleteProperty(target, key);
  }
}

function isArrayOwn(key: PropertyKey): boolean {
  return typeof key === 'string' && (key === 'length' || isIndex(key));
}

function isIndex(key: string): boolean {
  const n = toNumber(key);
  return n >= 0 && n < 4294967295 && n % 1 === 0 && `${n}` === key;
}

/** The longest beginning of the wanted keys whose order the present ones have; indices have no order of their own. */
function keptOf(present: readonly PropertyKey[], wanted: readonly PropertyKey[]): Set<PropertyKey> {
  const kept = new GuestSet<PropertyKey>();
  let at = 0;
  let inOrder = true;
  for (let i = 0; i < wanted.length; i++) {
    const key = wanted[i] as PropertyKey;
    if (typeof key === 'string' && isIndex(key)) {
      apply(setAdd, kept, [key]);
      continue;
    }
    if (!inOrder) continue;
    while (at < present.length && present[at] !== key) at += 1;
    if (at < present.length) apply(setAdd, kept, [key]);
    else inOrder = false;
  }
  return kept;
}
