/** State at the top of modules: variables, objects, collections, classes, closures, tables of functions. */
import { expr, members, op, stmt } from '../tree.ts';
import { argument, number, object } from './numbers.ts';
import { row } from './rows.ts';
import type { Body, Make, Scope } from './scope.ts';

type Declare = (gen: Scope, module: number) => void;

/** Kinds of state by how often they are drawn. */
export const THINGS: readonly (readonly [weight: number, declare: Declare])[] = [
  [2, typed],
  [14, row],
  [4, variable],
  [4, plainObject],
  [2, collection],
  [3, classAndInstance],
  [3, factory],
  [2, immediate],
  [2, table],
  [1, sentinel],
  [1, hook],
  [1, list_],
];

const at = (body: Body, e: { module: number }): boolean => body.module === e.module;

function variable(gen: Scope, module: number): void {
  const { draw } = gen;
  const keyword = draw.pick(['let', 'let', 'let', 'var', 'const']);
  const declared = gen.declare(module, draw.pick(['a', 'b', 'k', 'total']));
  const it = { ref: declared.id };
  gen.item(module, [declared], stmt`${keyword} ${it} = ${gen.small(9)};`);
  const writes: Make[] = [
    (body) => expr`${it} = ${number(body, 1)};`,
    (body) => expr`${it} ${op('+=')} ${body.gen.small(4)};`,
    () => expr`${it}++;`,
  ];
  // Importers cannot assign: their module changes it through what it exports.
  const own =
    (make: Make): Make =>
    (body) =>
      at(body, { module }) ? make(body) : stmt`loc += ${number(body, 2)};`;
  gen.add({
    id: declared.id,
    module,
    shape: keyword === 'const' ? 'const' : 'let',
    calm: keyword === 'const',
    reads: [() => it],
    values: [],
    writes: keyword === 'const' ? [] : writes.map(own),
  });
}

function plainObject(gen: Scope, module: number): void {
  const { draw } = gen;
  const declared = gen.declare(module, draw.pick(['o', 'state', 'cfg']));
  const it = { ref: declared.id };
  const body = gen.body(module);
  const method = draw.chance(0.5);
  const extra = method
    ? expr`, get double() { return this.n * ${gen.small(4)} }, plus(x) { return this.n + ${number({ ...body, numbers: ['x'] }, 1)} }`
    : '';
  const inner = draw.chance(0.3) ? object({ ...body, early: true }) : expr`{ k: ${gen.small()} }`;
  const frozen = draw.chance(0.15);
  const literal = expr`{ n: ${gen.small()}, l: [${gen.small(4)}, ${gen.small(4)}], in: ${inner}${extra} }`;
  gen.item(module, [declared], stmt`const ${it} = ${frozen ? expr`Object.freeze(${literal})` : literal};`);
  const reads: Make[] = [
    () => expr`${it}.n`,
    () => expr`${it}.l.length`,
    () => expr`${it}.l[${gen.small(2)}]`,
    () => expr`${it}.in?.k`,
    () => expr`Object.keys(${it}).length`,
    () => expr`('e' in ${it} ? 3 : 4)`,
  ];
  if (method)
    reads.push(
      () => expr`${it}.double`,
      (b) => expr`${it}.plus(${b.gen.small(4)})`,
    );
  gen.add({
    id: declared.id,
    module,
    shape: 'object',
    reads,
    values: [() => it, () => expr`${it}.in`, () => expr`${it}.l`],
    writes: frozen
      ? [(b) => expr`${it}.l.push(${number(b, 1)});`]
      : [
          (b) => expr`${it}.n = ${number(b, 1)};`,
          (b) => expr`${it}.l.push(${number(b, 1)});`,
          () => expr`${it}.l.pop();`,
          (b) => expr`${it}.in = ${object(b)};`,
          (b) => expr`${it}.in = { k: ${b.gen.small()} };`,
          (b) => expr`delete ${it}.e; ${it}.e = ${b.gen.small()};`,
          () => expr`delete ${it}.n; ${it}.n = 1;`,
        ],
  });
  if (!draw.chance(0.4)) return;
  const alias = gen.declare(module, 'alias');
  const itsAlias = { ref: alias.id };
  gen.item(module, [alias], stmt`const ${itsAlias} = ${it}.${draw.pick(['in', 'l'])};`);
  gen.add({
    id: alias.id,
    module,
    shape: 'alias',
    reads: [() => itsAlias],
    values: [() => itsAlias],
    writes: [(b) => expr`if (${itsAlias}) ${itsAlias}.k = ${number(b, 1)};`],
  });
}

function collection(gen: Scope, module: number): void {
  const { draw } = gen;
  const isMap = draw.chance(0.6);
  const declared = gen.declare(module, draw.pick(['m', 'seen', 'index']));
  const it = { ref: declared.id };
  const body = gen.body(module, { early: true });
  const start = isMap
    ? expr`new Map([['x', ${gen.small()}], ['y', ${object(body)}]])`
    : expr`new Set([${gen.small()}, ${object(body)}])`;
  gen.item(module, [declared], stmt`const ${it} = ${start};`);
  const reads: Make[] = isMap
    ? [() => expr`${it}.get('x')`, () => expr`${it}.get('z')`, () => expr`${it}.size`, () => expr`${it}.get('y')?.k`]
    : [() => expr`${it}.size`, () => expr`(${it}.has(${gen.small()}) ? 1 : 2)`, () => expr`[...${it}].length`];
  const writes: Make[] = isMap
    ? [
        (b) => expr`${it}.set('x', ${number(b, 1)});`,
        (b) => expr`${it}.set('z', ${number(b, 1)});`,
        () => expr`${it}.delete('x');`,
        (b) => expr`${it}.set('y', ${object(b)});`,
      ]
    : [(b) => expr`${it}.add(${number(b, 1)});`, (b) => expr`${it}.add(${object(b)});`, () => expr`${it}.clear();`];
  gen.add({ id: declared.id, module, shape: 'collection', reads, values: [() => it], writes });
}

function classAndInstance(gen: Scope, module: number): void {
  const { draw } = gen;
  const declared = gen.declare(module, draw.pick(['C', 'Model', 'Base']));
  const it = { ref: declared.id };
  const body = gen.body(module, { numbers: ['x'] });
  const bases = gen.visible(body).filter((e) => e.shape === 'class');
  const base = draw.chance(0.4) && bases.length > 0 ? draw.pick(bases) : null;
  const heritage = base ? expr` extends ${{ ref: base.id }}` : '';
  const superCall = base ? expr`constructor(v) { super(v); this.w = ${gen.small()} }` : '';
  gen.item(
    module,
    [declared],
    stmt`class ${it}${heritage} {
${members([
  stmt`#p = ${gen.small()};`,
  stmt`q = ${number(gen.body(module, { early: true }), 1)};`,
  stmt`static s = ${gen.small()};`,
  stmt`${superCall}`,
  stmt`read(x) { return this.#p * ${gen.small(4)} + ${number({ ...body }, 1)} }`,
  stmt`bump() { this.#p += ${gen.small(4)}; return this.#p }`,
  stmt`get g() { return this.q + ${number(gen.body(module), 1)} }`,
  stmt`set g(v) { this.q = v }`,
  stmt`static st(x) { return x + ${it}.s + ${number({ ...body }, 1)} }`,
  stmt`${base ? expr`wide(x) { return super.read(x) + this.#p }` : 'wide(x) { return x }'}`,
])}
}`,
  );
  gen.add({
    id: declared.id,
    module,
    shape: 'class',
    reads: [
      () => expr`${it}.s`,
      (b) => expr`${it}.st(${b.gen.small(4)})`,
      (b) => expr`new ${it}(1).read(${b.gen.small(4)})`,
    ],
    values: [() => it, () => expr`new ${it}()`],
    writes: [
      (b) => expr`${it}.s = ${number(b, 1)};`,
      () => expr`${it}.s += 1;`,
      (b) => expr`${it}.prototype.read = function (x) { return x + ${b.gen.small()} };`,
    ],
  });
  const instance = gen.declare(module, 'c');
  const c = { ref: instance.id };
  gen.item(module, [instance], stmt`const ${c} = new ${it}(${gen.small()});`);
  gen.add({
    id: instance.id,
    module,
    shape: 'instance',
    reads: [
      () => expr`${c}.q`,
      () => expr`${c}.g`,
      (b) => expr`${c}.read(${b.gen.small(4)})`,
      (b) => expr`${c}.wide(${b.gen.small(4)})`,
    ],
    values: [() => c],
    writes: [() => expr`${c}.bump();`, (b) => expr`${c}.q = ${number(b, 1)};`, (b) => expr`${c}.g = ${b.gen.small()};`],
  });
}

/** A function that makes closures over its own variables, and two that it made. */
function factory(gen: Scope, module: number): void {
  const { draw } = gen;
  const declared = gen.declare(module, draw.pick(['mk', 'make']));
  const it = { ref: declared.id };
  const body = gen.body(module, { numbers: ['x', 'h'] });
  gen.item(
    module,
    [declared],
    stmt`function ${it}(v) {
let h = v;
return {
${members([
  stmt`get: () => h,`,
  stmt`set: (x) => { h = x; return h },`,
  stmt`add: (x) => h + ${number(body, 1)},`,
  stmt`next() { return ++h },`,
  stmt`get now() { return h + ${number(body, 1)} },`,
  stmt`pair() { let n = 0; return { read: () => h + n, write: (w) => { h = w; n++ } } },`,
  stmt`self() { return () => this.get() + ${number(body, 1)} },`,
])}
};
}`,
  );
  gen.add({
    id: declared.id,
    module,
    shape: 'factory',
    reads: [(b) => expr`${it}(${b.gen.small(4)}).add(2)`],
    values: [(b) => expr`${it}(${b.gen.small(4)})`],
    writes: [],
  });
  for (let k = 0; k < 1 + draw.int(2); k++) closures(gen, module, expr`${it}(${gen.small()})`);
}

function closures(gen: Scope, module: number, made: ReturnType<typeof expr>): void {
  const declared = gen.declare(module, 'p');
  const p = { ref: declared.id };
  gen.item(module, [declared], stmt`const ${p} = ${made};`);
  gen.add({
    id: declared.id,
    module,
    shape: 'closures',
    reads: [
      () => expr`${p}.get()`,
      (b) => expr`${p}.add(${b.gen.small(4)})`,
      () => expr`${p}.now`,
      () => expr`${p}.pair().read()`,
      () => expr`${p}.self()()`,
    ],
    values: [() => p, () => expr`${p}.pair()`],
    writes: [
      (b) => expr`${p}.set(${number(b, 1)});`,
      () => expr`${p}.next();`,
      (b) => expr`${p}.pair().write(${number(b, 1)});`,
    ],
  });
}

/** A module in the old way: an immediately called function with variables of its own. */
function immediate(gen: Scope, module: number): void {
  const declared = gen.declare(module, gen.draw.pick(['lib', 'box']));
  const it = { ref: declared.id };
  const body = gen.body(module, { numbers: ['x', 'z'] });
  const shape = gen.draw.pick(['(() => {', '(function () {']);
  gen.item(
    module,
    [declared],
    stmt`const ${it} = ${shape}
let z = ${gen.small()};
const kept = { n: ${gen.small()} };
function twice(x) { return z * 2 + ${number({ ...body }, 1)} }
return {
${members([
  stmt`get: () => z,`,
  stmt`add(x) { return twice(x) + kept.n },`,
  stmt`set(x) { z = x; return z },`,
  stmt`next() { kept.n += 1; return kept.n },`,
  stmt`kept,`,
])}
};
})();`,
  );
  gen.add({
    id: declared.id,
    module,
    shape: 'closures',
    reads: [() => expr`${it}.get()`, (b) => expr`${it}.add(${b.gen.small(4)})`],
    values: [() => it, () => expr`${it}.kept`],
    writes: [(b) => expr`${it}.set(${number(b, 1)});`, () => expr`${it}.next();`],
  });
}

function table(gen: Scope, module: number): void {
  const declared = gen.declare(module, 'tbl');
  const it = { ref: declared.id };
  const body = gen.body(module, { numbers: ['y'] });
  gen.item(
    module,
    [declared],
    stmt`const ${it} = {
${members([
  stmt`t0: (y) => ${number({ ...body }, 1)},`,
  stmt`t1(y) { return y * ${gen.small(4)} + this.k },`,
  stmt`k: ${gen.small()},`,
])}
};`,
  );
  gen.add({
    id: declared.id,
    module,
    shape: 'table',
    reads: [(b) => expr`${it}.t0(${b.gen.small(4)})`, (b) => expr`${it}.t1(${b.gen.small(4)})`, () => expr`${it}.k`],
    values: [() => it],
    writes: [
      () => expr`${it}.t0 = ${it}.t1;`,
      (b) => expr`${it}.k = ${number(b, 1)};`,
      (b) => expr`${it}.t1 = (y) => y + ${b.gen.small()};`,
    ],
  });
}

function sentinel(gen: Scope, module: number): void {
  const declared = gen.declare(module, 'SENTINEL');
  const it = { ref: declared.id };
  gen.item(module, [declared], stmt`const ${it} = ${gen.draw.pick(['{}', "Symbol('s')", 'Object.freeze([])'])};`);
  gen.add({ id: declared.id, module, shape: 'sentinel', calm: true, reads: [], values: [() => it], writes: [] });
}

/** A variable that holds a function. */
function hook(gen: Scope, module: number): void {
  const body = gen.body(module);
  const functions = gen.visible(body).filter((e) => e.shape === 'function' && e.module === module);
  if (functions.length < 2) return variable(gen, module);
  const declared = gen.declare(module, 'hook');
  const it = { ref: declared.id };
  const first = gen.draw.pick(functions);
  gen.item(module, [declared], stmt`let ${it} = ${{ ref: first.id }};`);
  const cost = Math.max(...functions.map((f) => f.call?.cost ?? 1));
  gen.add({
    id: declared.id,
    module,
    shape: 'hook',
    reads: [],
    values: [() => it],
    writes: [
      (b) =>
        at(b, { module }) ? expr`${it} = ${{ ref: gen.draw.pick(functions).id }};` : stmt`loc += ${number(b, 2)};`,
    ],
    call: { make: (b) => expr`${it}(${argument(b)})`, cost },
  });
}

function list_(gen: Scope, module: number): void {
  const declared = gen.declare(module, 'rows');
  const it = { ref: declared.id };
  const body = gen.body(module, { early: true });
  gen.item(module, [declared], stmt`const ${it} = [${gen.small()}, ${object(body)}, ${gen.small()}];`);
  gen.add({
    id: declared.id,
    module,
    shape: 'list',
    reads: [
      () => expr`${it}.length`,
      () => expr`${it}[0]`,
      () => expr`${it}.at(-1)`,
      () => expr`${it}.map((r) => (typeof r === 'number' ? r : 1)).reduce((s, r) => s + r, 0)`,
    ],
    values: [() => it, () => expr`${it}[1]`],
    writes: [
      (b) => expr`${it}.push(${number(b, 1)});`,
      () => expr`${it}.shift();`,
      () => expr`${it}.reverse();`,
      (b) => expr`${it}[${b.gen.small(3)}] = ${number(b, 1)};`,
    ],
  });
}

/** What TypeScript alone has: enums, namespaces, parameter properties. */
function typed(gen: Scope, module: number): void {
  if (gen.modules[module]?.kind !== 'ts') return variable(gen, module);
  const { draw } = gen;
  const shape = draw.pick(['enum', 'namespace', 'class']);
  const declared = gen.declare(module, draw.pick(['E', 'Space', 'Point']));
  const it = { ref: declared.id };
  if (shape === 'enum') {
    const text = stmt`enum ${it} { A = ${gen.small()}, B, C = B * ${gen.small(4)}, D = 'd' }`;
    gen.item(module, [declared], text, 'typescript');
    const reads: Make[] = [() => expr`${it}.A`, () => expr`${it}.C`, () => expr`${it}[${gen.small()}]`];
    gen.add({ id: declared.id, module, shape, reads, values: [() => it], writes: [] });
    return;
  }
  if (shape === 'namespace') {
    const inner = gen.body(module, { numbers: ['x'] });
    const text = stmt`namespace ${it} { let hidden = ${gen.small()}; export let open = ${gen.small()}; export function get(x: number) { return hidden + ${number(inner, 1)} } export function put(x: number) { hidden = x; open++ } }`;
    gen.item(module, [declared], text, 'typescript');
    gen.add({
      id: declared.id,
      module,
      shape,
      reads: [() => expr`${it}.open`, (b) => expr`${it}.get(${b.gen.small(4)})`],
      values: [() => it],
      writes: [(b) => expr`${it}.put(${number(b, 1)});`],
    });
    return;
  }
  const text = stmt`class ${it} { constructor(public x: number, private readonly y = ${gen.small()}, public log: number[] = []) {} sum(): number { return this.x * 10 + this.y + this.log.length } }`;
  gen.item(module, [declared], text, 'typescript');
  gen.add({
    id: declared.id,
    module,
    shape: 'point',
    reads: [(b) => expr`new ${it}(${number(b, 1)}).sum()`],
    values: [(b) => expr`new ${it}(${b.gen.small(4)})`],
    writes: [],
  });
}
