/** The packages that every program has: numbers out of anything, and a picture of a value with its identities. */

const NUMBER = `const held = (v, key) => Object.getOwnPropertyDescriptor(v, key)?.value;
const peek = (f) => (typeof f === 'function' && f.name === 'peek' ? N(f()) : 0);
function N(v) {
  if (typeof v === 'number') return Number.isFinite(v) ? v % 1000 : 7;
  if (typeof v === 'string') return v.length;
  if (v === null || v === undefined) return 5;
  if (typeof v === 'function') return v.length + 1 + peek(v);
  if (typeof v !== 'object') return 6;
  if (v instanceof Map || v instanceof Set) return v.size;
  if (Array.isArray(v)) return v.length + peek(v[1]) + peek(v[0]) + (typeof v[0] === 'number' ? v[0] % 1000 : 2);
  if (held(v, 'bump')) return held(v, 'bump')(2) + peek(held(v, 'peek'));
  const own = Object.getOwnPropertyDescriptor(v, 'n') ?? Object.getOwnPropertyDescriptor(v, 'k');
  return own && typeof own.value === 'number' ? own.value % 1000 : 3;
}
`;

/** Messages of the program's own errors are words of its own; those of the engine are not node's. */
const WHY = `const why = (e) => (e instanceof Error && /^(e|no)-?[\\d.]+$/.test(e.message) ? e.name + ' ' + e.message : e?.code ?? e?.name ?? typeof e);
`;

/** Objects are numbered when first met, the known ones first: what is the same object is seen. */
const SHOW = `function show(label, value, known = []) {
  const seen = new Map();
  for (const k of known) if (!seen.has(k)) seen.set(k, 'known' + seen.size);
  const picture = (v) => {
    if (typeof v === 'bigint') return v + 'n';
    if (typeof v === 'symbol') return seen.get(v) ?? String(v);
    if (Object.is(v, -0)) return '-0';
    if (typeof v === 'string') return JSON.stringify(v);
    if (v === null || (typeof v !== 'object' && typeof v !== 'function')) return String(v);
    if (seen.has(v)) return '#' + seen.get(v);
    seen.set(v, seen.size);
    const name = '#' + seen.get(v) + ' ';
    const head = (Object.getPrototypeOf(v)?.constructor?.name ?? 'null') + (Object.isFrozen(v) ? '!' : Object.isExtensible(v) ? '' : '?');
    let inner = '';
    if (v instanceof Map) inner = [...v].map(([a, b]) => picture(a) + '=>' + picture(b)).join() + '; ';
    else if (v instanceof Set) inner = [...v].map(picture).join() + '; ';
    else if (v instanceof Date) inner = v.getTime() + '; ';
    else if (v instanceof Error) return name + why(v);
    const keys = Reflect.ownKeys(v).filter((k) => typeof v !== 'function' || !['length', 'name', 'prototype', 'arguments', 'caller'].includes(k));
    const slots = keys.map((k) => {
      const d = Object.getOwnPropertyDescriptor(v, k);
      const flags = (d.enumerable ? '' : '-e') + (d.configurable ? '' : '-c') + (d.writable === false ? '-w' : '');
      return String(k) + flags + ':' + ('value' in d ? picture(d.value) : 'accessor');
    });
    return name + head + (typeof v === 'function' ? ' ' + v.name + '/' + v.length : '') + '{' + inner + slots.join() + '}';
  };
  console.log(label, picture(value));
}
`;

/** The files of the package \`kit\`, whose functions are marked but never candidates. */
export const KIT: Readonly<Record<string, string>> = {
  'node_modules/kit/package.json':
    '{ "name": "kit", "version": "1.0.0", "exports": { "import": "./index.mjs", "require": "./index.cjs" } }\n',
  'node_modules/kit/index.mjs': `${NUMBER}${WHY}${SHOW}export { N, show, why };\n`,
  'node_modules/kit/index.cjs': `${NUMBER}${WHY}${SHOW}module.exports = { N, show, why };\n`,
};
