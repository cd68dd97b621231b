/** State and functions of every kind, as texts with holes (see pattern.ts). Data table. */

export interface Row {
  readonly name: string;
  readonly declare: string;
  /** Names that numbers in the declaration may mention. */
  readonly locals?: readonly string[];
  readonly reads?: readonly string[];
  readonly values?: readonly string[];
  readonly writes?: readonly string[];
  /** Writes that only its own module can make. */
  readonly own?: readonly string[];
  /** A call by other functions, counted as such. */
  readonly call?: string;
  /** Only where code is strict and a module (not CommonJS), or only in CommonJS. */
  readonly only?: 'mjs' | 'cjs';
}

export const ROWS: readonly Row[] = [
  {
    name: 'tally',
    declare:
      'const <me> = { count: <n>, inc() { this.count += <n>; return this.count }, get twice() { return this.count * 2 } };',
    reads: ['<me>.count', '<me>.twice', '<me>.inc()'],
    values: ['<me>'],
    writes: ['<me>.inc();', '<me>.count = <e>;', '<me>.inc = function () { return this.count + <n> };'],
  },
  {
    name: 'floats',
    declare: 'const <me> = new Float64Array([<n>, <n>, <n>]);',
    reads: ['<me>[<n>]', '<me>.length', '<me>.reduce((s, v) => s + v, 0)', '<me>.indexOf(<n>)'],
    values: ['<me>', '<me>.subarray(1)', '<me>.buffer'],
    writes: ['<me>[1] = <e>;', '<me>.fill(<n>);', '<me>.sort();', '<me>.extra = <n>;'],
  },
  {
    name: 'views',
    declare:
      'const <me> = { a: new Uint8Array(8), n: <n> }; <me>.b = new Uint16Array(<me>.a.buffer, 2, 2); <me>.c = new DataView(<me>.a.buffer, 1);',
    reads: ['<me>.a[2]', '<me>.b[0]', '<me>.c.getUint8(1)', '(<me>.a.buffer === <me>.b.buffer ? 1 : 2)'],
    values: ['<me>', '<me>.a', '<me>.b', '<me>.a.buffer'],
    writes: ['<me>.a[2] = <e>;', '<me>.b[0] = <e>;', '<me>.c.setInt8(1, <n>);', '<me>.b = new Uint16Array(2);'],
  },
  {
    name: 'day',
    declare: 'const <me> = new Date(<n> * 1000);',
    reads: ['<me>.getTime()', '<me>.getUTCSeconds()', '+<me>', '<me>.toISOString()'],
    values: ['<me>'],
    writes: ['<me>.setTime(<e>);', '<me>.setUTCSeconds(<n>);', '<me>.note = <n>;'],
  },
  {
    name: 're',
    declare: 'const <me> = /a(b)?/g;',
    reads: [
      '<me>.lastIndex',
      "(<me>.test('abab') ? 1 : 2)",
      "'xabab'.replace(<me>, (m, b) => m.length + (b ? 1 : 0))",
      "'xabab'.match(<me>).length",
    ],
    values: ['<me>'],
    writes: ['<me>.lastIndex = <n>;', "<me>.exec('aab');"],
  },
  {
    name: 'keyed',
    declare:
      "const <me> = { [Symbol.for('k')]: <n>, x: <n>, [Symbol.iterator]: function* () { yield <n>; yield this.x + <s>; } };",
    reads: ['[...<me>].length', '[...<me>][1]', "<me>[Symbol.for('k')]", 'Object.getOwnPropertySymbols(<me>).length'],
    values: ['<me>'],
    writes: [
      "<me>[Symbol.for('k')] = <e>;",
      '<me>.x = <e>;',
      'delete <me>[Symbol.iterator];',
      'Object.assign(<me>, <o>);',
    ],
  },
  {
    name: 'bound',
    declare: 'const <me> = function (a, b) { return a * 10 + <N b> + (this?.n ?? 3) + <s> }.bind(<o>, <n>);',
    reads: ['<me>(<n>)', '<me>.length', 'new <me>(1)'],
    values: ['<me>'],
    writes: ['<me>.tag = <n>;'],
  },
  {
    name: 'Held',
    declare: `class <me> {
  static #count = <n>;
  static inc() { return ++<me>.#count }
  static get count() { return <me>.#count }
  static #secret(x) { return x + <me>.#count + <s> }
  static ask(x) { return <me>.#secret(x) }
  static { this.first = <n>; }
  #mine;
  constructor(v) { this.#mine = v; <me>.#count += 1 }
  get mine() { return <N this.#mine> }
  set mine(v) { this.#mine = v }
  static is(o) { return o !== null && typeof o === 'object' && #mine in o }
}`,
    reads: ['<me>.count', '<me>.ask(<n>)', 'new <me>(<n>).mine', '(<me>.is(<o>) ? 1 : 2)', '<me>.inc()', '<me>.first'],
    values: ['<me>', 'new <me>(<n>)'],
    writes: ['<me>.inc();', '<me>.first = <e>;', '<me>.is = () => <n>;'],
  },
  {
    name: 'mixin',
    declare:
      'const <me> = (Base) => class extends Base { extra(x) { return (super.read ? super.read(x) : 0) + <s> } static made = <n>; };',
    locals: ['x'],
    reads: [
      'new (<me>(Object))().extra(<n>)',
      '<me>(class { read(x) { return x * 2 } }).made',
      'new (<me>(class { read(x) { return x * 2 } }))().extra(<n>)',
    ],
    values: ['<me>', '<me>(Array)'],
  },
  {
    name: 'counted',
    declare: 'function <me>(x) { <me>.calls = (<me>.calls ?? 0) + 1; return <me>.calls + <N x> }',
    reads: ['<me>.calls'],
    call: '<me>(<arg>)',
    values: ['<me>'],
    writes: ['<me>.calls = <n>;', 'delete <me>.calls;'],
  },
  {
    name: 'endless',
    declare: 'const <me> = (function* () { let i = <n>; while (true) yield i++; })();',
    reads: ['<me>.next().value'],
    values: ['<me>'],
  },
  {
    name: 'walker',
    declare: 'const <me> = [<n>, <n>, <n>][Symbol.iterator]();',
    reads: ['<me>.next().value'],
  },
  {
    name: 'proxy',
    declare:
      'const <me> = new Proxy({ n: <n> }, { get: (t, k) => (k in t ? t[k] : <s>), set: (t, k, v) => { t[k] = v; return true } });',
    reads: ['<me>.n', '<me>.zz'],
    values: ['<me>'],
    writes: ['<me>.n = <e>;'],
  },
  {
    name: 'weak',
    declare:
      'const <me> = (() => { const key = {}; const w = new WeakMap([[key, <n>]]); return { get: (k = key) => w.get(k), set: (x, k = key) => { w.set(k, x); return x }, has: (k) => w.has(k) } })();',
    reads: ['<me>.get()', "(typeof <o> === 'object' && <me>.has(<o>) ? 1 : 2)"],
    values: ['<me>'],
    writes: ['<me>.set(<e>);'],
  },
  {
    name: 'big',
    declare: 'const <me> = { v: <n>n };',
    reads: ['Number(<me>.v)', '(<me>.v > 3n ? 1 : 2)', 'String(<me>.v).length'],
    values: ['<me>'],
    writes: ['<me>.v *= 3n;', '<me>.v = BigInt(Math.trunc(<e>));'],
  },
  {
    name: 'single',
    declare: 'const <me> = { inst: null, get() { return (this.inst ??= { n: <s>, hits: 0 }) } };',
    reads: ['<me>.get().n', '<me>.get().hits', '(<me>.inst === null ? 1 : 2)'],
    values: ['<me>.get()', '<me>'],
    writes: ['<me>.get().hits += 1;', '<me>.inst = null;'],
  },
  {
    name: 'lazy',
    declare: 'let <me>;',
    own: ['<me> ??= <e>;', 'if (<me> === undefined) <me> = <e>;', '<me> = undefined;', '<me> = <o>;'],
    reads: ['<me>', '(<me> === undefined ? 1 : 2)'],
  },
  {
    name: 'remembered',
    declare:
      'const <me> = ((fn) => { const t = new Map(); return (x) => { const k = <N x>; if (!t.has(k)) t.set(k, fn(k)); return t.get(k) } })((x) => <N x> + <s>);',
    call: '<me>(<arg>)',
    values: ['<me>'],
  },
  {
    name: 'ring',
    declare: 'const <me> = { n: <n>, next: { n: <n>, next: null } }; <me>.next.next = <me>;',
    reads: ['<me>.n', '<me>.next.n', '(<me>.next.next === <me> ? 1 : 2)'],
    values: ['<me>', '<me>.next'],
    writes: ['<me>.next.n = <e>;', '<me>.next.next = null;', '<me>.next = { n: <n>, next: <me> };'],
  },
  {
    name: 'failure',
    declare: "const <me> = new Error('e<n>', { cause: <o> });",
    reads: ['<me>.message.length', '(<me>.cause === undefined ? 1 : 2)'],
    values: ['<me>'],
    writes: ["<me>.message = 'e2';", '<me>.code = <n>;'],
  },
  {
    name: 'holes',
    declare: 'const <me> = [<n>, , <n>];',
    reads: [
      '<me>.length',
      '(1 in <me> ? 1 : 2)',
      '<me>.flat().length',
      '<me>[0]',
      '<me>.findIndex((v) => v === undefined)',
    ],
    values: ['<me>'],
    writes: [
      '<me>[5] = <e>;',
      'delete <me>[0];',
      '<me>.length = 2;',
      '<me>.tag = <n>;',
      '<me>.splice(0, 1);',
      '<me>.sort();',
    ],
  },
  {
    name: 'defined',
    declare: "const <me> = Object.defineProperty({ n: <n> }, 'hid', { value: <n>, writable: true });",
    reads: ['<me>.hid', '<me>.n', 'Object.keys(<me>).length', '(Object.isFrozen(<me>) ? 1 : 2)'],
    values: ['<me>'],
    writes: [
      '<me>.hid = <e>;',
      "Object.defineProperty(<me>, 'n', { get: () => <n>, configurable: true });",
      "Object.defineProperty(<me>, 'n', { value: <e>, writable: true, enumerable: true, configurable: true });",
      "Object.defineProperty(<me>, 'n', { enumerable: false });",
      'Object.freeze(<me>);',
      'Object.preventExtensions(<me>);',
    ],
  },
  {
    name: 'dict',
    declare: 'const <me> = Object.create(null); <me>.n = <n>; <me>[2] = <n>; <me>[1] = <n>;',
    reads: ['<me>.n', '<me>[<n>]', "Number(Object.keys(<me>).join('').length)", "('toString' in <me> ? 1 : 2)"],
    values: ['<me>'],
    writes: ['<me>[<n>] = <e>;', 'delete <me>.n;', "<me>['__proto__'] = <o>;"],
  },
  {
    name: 'chained',
    declare:
      'const <me> = Object.create({ n: <n>, up() { return this.n + <s> }, get deep() { return this.n * 2 } }, {});',
    reads: ['<me>.n', '<me>.up()', '<me>.deep', "('n' in <me> ? 1 : 2)", "(Object.hasOwn(<me>, 'n') ? 1 : 2)"],
    values: ['<me>', 'Object.getPrototypeOf(<me>)'],
    writes: [
      'Object.getPrototypeOf(<me>).n = <e>;',
      '<me>.n = <e>;',
      'delete <me>.n;',
      'Object.setPrototypeOf(<me>, { n: <n>, up() { return 3 } });',
    ],
  },
  {
    name: 'emitter',
    declare:
      'const <me> = { list: [], on(f) { this.list.push(f); return this.list.length }, fire(x) { return this.list.reduce((s, f) => s + f(x), 0) } };',
    reads: ['<me>.fire(<n>)', '<me>.list.length'],
    values: ['<me>', '<me>.list', '<me>.list[0]'],
    writes: ['<me>.on((v) => v + <s>);', '<me>.list.pop();', '<me>.list.length = 0;'],
  },
  {
    name: 'shared',
    declare: 'const <me> = (() => { let s = <n>; return [() => s, (v) => { s = v; return s }, () => s++] })();',
    reads: ['<me>[0]()', '<me>[2]()'],
    values: ['<me>', '<me>[0]'],
    writes: ['<me>[1](<e>);', '<me>[2]();', '<me>[0] = <me>[2];'],
  },
  {
    name: 'promise',
    declare: 'const <me> = Promise.resolve({ n: <n> });',
    values: ['<me>'],
  },
  {
    name: 'variadic',
    declare: 'function <me>() { let t = arguments.length * 10; for (const a of arguments) t += <N a>; return t + <s> }',
    call: '<me>(<arg>, <arg>)',
    reads: ['<me>()', '<me>(...[<n>, <n>])'],
    values: ['<me>'],
  },
  {
    name: 'mapped',
    only: 'cjs',
    declare: 'function <me>(a, b) { arguments[0] = <n>; b = <n>; return <N a> + <N arguments[1]> + arguments.length }',
    call: '<me>(<arg>, <arg>)',
    reads: ['<me>()', '<me>(1)'],
    values: ['<me>'],
  },
  {
    name: 'withThis',
    declare: "function <me>(x) { return <N this?.n> + <N x> + (typeof this === 'undefined' ? 1 : 2) + <s> }",
    reads: [
      '<me>.call({ n: <n> }, <n>)',
      '<me>.call(<o>, <n>)',
      '<me>.apply(<o>, [<n>])',
      '({ n: <n>, own: <me> }).own(<n>)',
      '[<n>].map(<me>, { n: <n> })[0]',
    ],
    values: ['<me>', '<me>.bind(<o>)'],
  },
  {
    name: 'Made',
    declare:
      'function <me>(v) { if (!new.target) return new <me>(v); this.n = <N v> + <s>; } <me>.prototype.up = function () { return this.n + <s> };',
    reads: ['<me>(<n>).n', 'new <me>(<n>).up()', '(<me>(1) instanceof <me> ? 1 : 2)'],
    values: ['<me>', 'new <me>(<n>)'],
    writes: ['<me>.prototype.up = function () { return this.n * <n> };', '<me>.prototype.n = <n>;'],
  },
  {
    name: 'tag',
    declare: "const <me> = (s, ...v) => s.raw.join('|').length + v.length + (s === <me>.last ? 100 : 0) + <n>;",
    reads: ['<me>`a${<n>}b`', '<me>``'],
    values: ['<me>'],
    writes: ['<me>.last = ((s) => s)`x`;'],
  },
  {
    name: 'noisy',
    declare: 'const <me> = { n: <n>, get hit() { this.n += 1; return this.n }, set hit(v) { this.n = v * 2 } };',
    reads: ['<me>.hit', '<me>.n', '(({ hit }) => hit)(<me>)', '({ ...<me> }).hit'],
    values: ['<me>'],
    writes: ['<me>.hit = <e>;', 'delete <me>.hit;'],
  },
  {
    name: 'primitive',
    declare:
      "const <me> = { k: <n>, valueOf() { return this.k + <s> }, toString() { return 'p'.repeat(this.k) }, toJSON() { return [this.k] } };",
    reads: ['+<me>', '<me> * 2', '`${<me>}`', 'JSON.stringify({ a: <me> })', '(<me> > 3 ? 1 : 2)'],
    values: ['<me>'],
    writes: ['<me>.k = <n>;', '<me>.valueOf = () => <n>;'],
  },
  {
    name: 'deferred',
    declare: 'function <me>(a = <s>, b = () => <N a>, { c = b(), ...rest } = {}) { return b() + <N c> + <N rest> }',
    reads: ['<me>()', '<me>(<n>, undefined, { c: <n>, d: <n> })', '<me>(undefined, () => <n>)'],
    call: '<me>(<arg>)',
    values: ['<me>'],
  },
  {
    name: 'fielded',
    declare:
      'const <me> = new (class { n = <n>; direct = () => this.n * 10 + <s>; static k = <n>; again = this.n + 1; set(v) { this.n = v } })();',
    reads: ['<me>.direct()', '<me>.n', '<me>.again', '<me>.constructor.k'],
    values: ['<me>', '<me>.direct', '<me>.constructor'],
    writes: ['<me>.set(<e>);', '<me>.constructor.k = <n>;', '<me>.direct = () => <n>;'],
  },
  {
    name: 'rebound',
    declare: 'let <me> = (x) => <N x> + <n>;',
    own: ['<me> = (x) => <N x> * <n>;', '<me> = ((k) => (x) => <N x> + k)(<n>);'],
    call: '<me>(<arg>)',
    values: ['<me>'],
  },
  {
    name: 'each',
    declare:
      'const <me> = []; for (let i = 0; i < 3; i++) <me>.push((x) => <N x> + i * <n>); for (var i_<me> = 0; i_<me> < 2; i_<me>++) <me>.push(() => i_<me>);',
    reads: ['<me>[0](<n>)', '<me>[1](<n>)', '<me>[3]()'],
    values: ['<me>', '<me>[2]'],
    writes: ['<me>.reverse();', '<me>[0] = <me>[1];'],
  },
  {
    name: 'sorter',
    declare: 'function <me>(list, by = (a, b) => <N a> - <N b>) { return Array.isArray(list) ? list.sort(by) : list }',
    reads: ['<me>([<n>, <n>, <n>])[0]', '<me>(<o>)', '<me>([<n>, <n>], (a, b) => b - a)[0]'],
    values: ['<me>(<o>)'],
  },
  {
    name: 'fill',
    declare:
      "function <me>(target, x) { if (target && typeof target === 'object' && !Object.isFrozen(target)) { target.n = <N x>; target.more = { at: <n> }; } return target }",
    reads: ['<me>({}, <n>).n', '<me>({ n: 1 }, <n>)'],
    values: ['<me>(<o>, <n>)', '<me>({}, <n>)'],
    writes: ['<me>(<o>, <e>);'],
  },
  {
    name: 'queue',
    declare:
      'class <me>_ { items = []; push(x) { this.items.push(x); return this } get size() { return this.items.length } *[Symbol.iterator]() { yield* this.items } } const <me> = new <me>_();',
    reads: [
      '<me>.size',
      '[...<me>].length',
      '<me>.items[0]',
      'Math.max(0, ...[...<me>].filter((v) => typeof v === "number"))',
    ],
    values: ['<me>', '<me>.items'],
    writes: ['<me>.push(<e>);', '<me>.push(<o>).push(<n>);', '<me>.items.shift();', '<me>.items = [...<me>.items];'],
  },
  {
    name: 'tree',
    declare: 'function <me>(d) { return d > 0 ? { d, l: <me>(d - 1), r: null } : { d: <n>, l: null, r: <o> } }',
    reads: ['<me>(2).l.d', 'JSON.stringify(<me>(1).l.d).length'],
    values: ['<me>(1)', '<me>(2).l'],
  },
  {
    name: 'twice',
    declare: 'function <me>(f) { return (x) => f(f(x)) }',
    reads: ['<me>((x) => <N x> + <s>)(<n>)', '<me>(<me>((v) => v + <n>))(1)'],
    values: ['<me>((x) => x)'],
  },
  {
    name: 'parsed',
    declare: 'const <me> = JSON.parse(\'{ "n": 3, "l": [1, 2], "in": { "k": 4 } }\');',
    reads: ['<me>.n', '<me>.l[1]', '<me>.in.k'],
    values: ['<me>', '<me>.l'],
    writes: ['<me>.n = <e>;', '<me>.l.push(<n>);', '<me>.in = <me>.l;', 'Object.assign(<me>, { n: <n> });'],
  },
  {
    name: 'switched',
    declare: `function <me>(x) {
  let t = 0;
  outer: for (let i = 0; i < 3; i++) {
    switch ((<N x> + i) % 4) {
      case 0: t += <n>; break;
      case 1: t += <s>; continue outer;
      case 2: { let k = <n>; t += (() => k)(); break outer; }
      default: t -= 1;
    }
    t *= 2;
  }
  return t;
}`,
    call: '<me>(<arg>)',
    values: ['<me>'],
  },
  {
    name: 'finally_',
    declare: `function <me>(x) {
  try { if (<N x> > 2) throw new Error('e<n>'); return <s>; }
  catch (e) { if (e.message === 'e1') return -1; throw e; }
  finally { if (<N x> === 5) return <n>; }
}`,
    call: '<me>(<arg>)',
    values: ['<me>'],
  },
  {
    name: 'accessor',
    declare:
      'class <me> { #v = <n>; get v() { return this.#v + <s> } set v(x) { this.#v = x } get [`d${<n>}`]() { return 1 } static get s() { return <s> } }',
    reads: ['new <me>().v', '<me>.s', "Object.getOwnPropertyNames(<me>.prototype).join('').length"],
    values: ['<me>', 'new <me>()'],
    writes: ["Object.defineProperty(<me>.prototype, 'v', { get: () => <n>, configurable: true });"],
  },
  {
    name: 'Sub',
    declare:
      'class <me> extends Map { total() { let t = 0; for (const v of this.values()) t += <N v>; return t } get(k) { return super.get(k) ?? <n> } }',
    reads: ["new <me>([['a', <n>]]).total()", "new <me>().get('b')"],
    values: ['<me>', "new <me>([['a', <o>]])"],
  },
  {
    name: 'List',
    declare: 'class <me> extends Array { sum() { return this.reduce((s, v) => s + <N v>, 0) } }',
    reads: ['<me>.from([<n>, <n>]).sum()', 'new <me>().length', '(<me>.of(1).map((x) => x) instanceof <me> ? 1 : 2)'],
    values: ['<me>', '<me>.of(<n>, <o>)'],
  },
  {
    name: 'Trouble',
    declare: "class <me> extends Error { constructor(n) { super('e' + n); this.name = 'Trouble'; this.n = <N n> } }",
    reads: ['new <me>(<n>).n', '(new <me>(1) instanceof Error ? 1 : 2)'],
    values: ['<me>'],
  },
  {
    name: 'registered',
    declare: "const <me> = { sym: Symbol('local'), reg: Symbol.for('shared'), n: <n> }; <me>[<me>.sym] = <n>;",
    reads: ['<me>[<me>.sym]', '<me>.sym.description.length', "(<me>.reg === Symbol.for('shared') ? 1 : 2)"],
    values: ['<me>', '<me>.sym'],
    writes: ['<me>[<me>.sym] = <e>;', "<me>.sym = Symbol('local');"],
  },
];
