/** Functions at the top of modules, in the shapes that programs have. */
import { expr, list, type Part, stmt, type Tree } from '../tree.ts';
import { argument, asyncCall, condition, number, object, plainArgument, wrap } from './numbers.ts';
import type { Body, Entity, Scope } from './scope.ts';
import { statements } from './statements.ts';
import { waiting } from './waiting.ts';

type Shape = (gen: Scope, module: number) => void;

/** Shapes of functions by how often they are drawn. */
export const FUNCTIONS: readonly (readonly [weight: number, declare: Shape])[] = [
  [10, ordinary],
  [2, recursive],
  [2, memoized],
  [1, counter],
  [2, generator],
  [2, callback],
  [2, thrower],
];

/** The same for programs that wait. */
export const ASYNC_FUNCTIONS: readonly (readonly [weight: number, declare: Shape])[] = [
  [8, asynchronous],
  [2, promising],
  [1, asyncGenerator],
];

const NAMES = ['f', 'g', 'calc', 'step', 'load'];

interface Made {
  readonly declared: { readonly id: number; readonly name: string };
  readonly body: Body;
}

function begin(gen: Scope, module: number, calm = gen.draw.chance(0.25)): Made {
  const { draw } = gen;
  const declared = gen.declare(module, draw.pick(NAMES));
  const writes = draw.weighted([
    [4, 0],
    [4, 0.2],
    [2, 0.45],
  ]);
  return { declared, body: gen.body(module, { writes, calm }) };
}

/** Enters the function among the entities. */
function finish(gen: Scope, module: number, { declared, body }: Made, args?: (b: Body) => Tree): void {
  const it = { ref: declared.id };
  const given = args ?? ((b: Body) => expr`${argument(b)}`);
  gen.add({
    id: declared.id,
    module,
    shape: 'function',
    calm: body.calm,
    reads: [],
    values: [() => it],
    writes: [],
    call: { make: (b) => expr`${it}(${given(b)})`, cost: 1 + body.cost.spent },
  });
}

/** `this` statement list, framed by the variables that all bodies have. */
function filled(body: Body, count: number): Tree {
  return stmt`let loc = ${body.gen.small(4)};
const out = [${body.gen.small(3)}];
${body.isAsync ? waiting(body) : ''}
${statements(body, count)}
return ${result(body)};`;
}

function result(body: Body): Tree {
  const { draw } = body.gen;
  return draw.weighted<() => Tree>([
    [4, () => expr`loc`],
    [3, () => expr`loc + ${number(body, 1)}`],
    [2, () => expr`{ v: ${number(body, 1)}, loc }`],
    [2, () => expr`[loc, ${number(body, 1)}]`],
    [2, () => expr`out`],
    [3, () => object(body)],
    [1, () => expr`{ a: ${object(body)}, b: out, c: out }`],
    [1, () => expr`new Map([['r', ${number(body, 1)}], [${object(body)}, loc]])`],
    [1, () => expr`new Set([loc, ${object(body)}])`],
    [1, () => expr`(y) => y + loc`],
    [2, () => expr`{ bump: (k) => (loc += k), peek: () => loc, get at() { return loc + ${number(body, 1)} } }`],
    [1, () => expr`[1, 2].map((i) => function peek() { loc += i; return loc + ${body.gen.small()} })`],
    [1, () => expr`{ out, peek: () => out.length, bump: (k) => out.push(k, ${object(body)}) }`],
    [1, () => expr`function peek(d = 2) { return d > 0 ? peek(d - 1) + loc : ${number(body, 1)} }`],
    [1, () => expr`new Date(${number(body, 1)} * 1000)`],
    [1, () => expr`Object.freeze({ loc })`],
    [1, () => expr`(() => { const ring = { loc }; ring.self = ring; return ring })()`],
  ])();
}

const any = { type: ': any' };

function parameters(body: Body): Part[] {
  const { draw, gen } = { draw: body.gen.draw, gen: body.gen };
  const x = { local: 'x' };
  const kind = draw.weighted([
    [6, 'one'],
    [2, 'default'],
    [1, 'rest'],
    [1, 'pattern'],
    [1, 'arguments'],
  ] as const);
  body.objects.push('x');
  body.numbers.push('x');
  switch (kind) {
    case 'one':
      return [x, any];
    case 'default':
      body.numbers.push('y');
      return [
        x,
        any,
        ' = ',
        number({ ...body, numbers: [], objects: [] }, 1),
        ', ',
        { local: 'y' },
        any,
        ' = ',
        wrap(body, x),
      ];
    case 'rest':
      body.objects.push('rest');
      return [x, any, ', ...', { local: 'rest' }, { type: ': any[]' }];
    case 'pattern':
      body.objects.pop();
      body.numbers.push('t');
      return ['{ n: ', x, ' = ', gen.small(), ', l: [', { local: 't' }, ' = 2] = [] } ', any, ' = {}'];
    case 'arguments':
      return [x, any];
  }
}

function ordinary(gen: Scope, module: number): void {
  const { draw } = gen;
  const made = begin(gen, module);
  const { declared, body } = made;
  const it = { ref: declared.id };
  const params = parameters(body);
  const text = filled(body, 1 + draw.int(3));
  const form = draw.weighted([
    [6, 'function'],
    [2, 'arrow'],
    [1, 'expression'],
  ]);
  gen.item(
    module,
    [declared],
    form === 'function'
      ? stmt`function ${it}(${params})${any} {\n${text}\n}`
      : form === 'arrow'
        ? stmt`const ${it} = (${params}) => {\n${text}\n};`
        : stmt`const ${it} = function (${params}) {\n${text}\n};`,
    'function',
  );
  finish(gen, module, made, (b) =>
    draw.chance(0.15) ? expr`${argument(b)}, ${argument(b)}` : draw.chance(0.1) ? expr`` : argument(b),
  );
}

function recursive(gen: Scope, module: number): void {
  const made = begin(gen, module);
  const { declared, body } = made;
  const it = { ref: declared.id };
  const inner: Body = { ...body, numbers: ['n'], times: 4 };
  gen.item(
    module,
    [declared],
    stmt`function ${it}(x${any}) {
const n = ${wrap(body, 'x')} % 4;
if (!(n > 0)) return ${gen.small()};
return ${it}(n - 1) + ${number(inner, 1)};
}`,
  );
  made.body.cost.spent += 4;
  finish(gen, module, made);
}

/** Keeps its answers in a table. */
function memoized(gen: Scope, module: number): void {
  const { draw } = gen;
  const table = gen.declare(module, 'cache');
  const cache = { ref: table.id };
  const made = begin(gen, module, false);
  const { declared, body } = made;
  const it = { ref: declared.id };
  const value = number({ ...body, numbers: ['key'] }, 1);
  const asMap = draw.chance(0.6);
  gen.item(module, [table], stmt`const ${cache} = ${asMap ? 'new Map()' : '{}'};`);
  gen.item(
    module,
    [declared],
    asMap
      ? stmt`function ${it}(x${any}) {
const key = ${wrap(body, 'x')};
if (!${cache}.has(key)) ${cache}.set(key, ${value});
return ${cache}.get(key);
}`
      : stmt`function ${it}(x${any}) {
const key = ${wrap(body, 'x')};
return (${cache}[key] ??= ${value});
}`,
  );
  finish(gen, module, made);
  if (draw.chance(0.5)) tableUser(gen, module, cache, asMap);
}

/** Reads, changes and deletes entries of a table that another function keeps its answers in. */
function tableUser(gen: Scope, module: number, cache: Part, asMap: boolean): void {
  const made = begin(gen, module, false);
  const key = wrap(made.body, 'x');
  const value = number(made.body, 1);
  const it = { ref: made.declared.id };
  const [read, write, drop] = asMap
    ? [stmt`${cache}.get(key)`, stmt`${cache}.set(key, ${value})`, stmt`${cache}.delete(key)`]
    : [stmt`${cache}[key]`, stmt`${cache}[key] = ${value}`, stmt`delete ${cache}[key]`];
  const act = gen.draw.chance(0.5) ? write : drop;
  gen.item(
    module,
    [made.declared],
    stmt`function ${it}(x${any}) { const key = ${key}; const had = N(${read}); ${act}; return had }`,
  );
  finish(gen, module, made);
}

function counter(gen: Scope, module: number): void {
  const variable = gen.declare(module, 'count');
  const count = { ref: variable.id };
  const made = begin(gen, module, false);
  gen.item(module, [variable], stmt`let ${count} = ${gen.small()};`);
  gen.item(module, [made.declared], stmt`function ${{ ref: made.declared.id }}() { return ++${count} }`);
  gen.add({ id: variable.id, module, shape: 'count', reads: [() => count], values: [], writes: [] });
  finish(gen, module, made, () => expr``);
}

function generator(gen: Scope, module: number): void {
  const inner = gen.declare(module, 'each');
  const each = { ref: inner.id };
  const made = begin(gen, module, false);
  const { declared, body } = made;
  const produced = gen.body(module, { numbers: ['i'], times: 3 });
  gen.item(
    module,
    [inner],
    stmt`function* ${each}(x${any}) {
for (let i = 0; i < 3; i++) {
const got${any} = yield ${number(produced, 1)};
if (got) yield got;
}
return ${gen.small()};
}`,
  );
  body.cost.spent += produced.cost.spent;
  gen.item(
    module,
    [declared],
    gen.draw.chance(0.6)
      ? stmt`function ${{ ref: declared.id }}(x${any}) { let t = 0; for (const v of ${each}(x)) t += v; return t }`
      : stmt`function ${{ ref: declared.id }}(x${any}) { const it = ${each}(x); it.next(); return [it.next(${gen.small()}), ...it] }`,
  );
  finish(gen, module, made);
}

function callback(gen: Scope, module: number): void {
  const made = begin(gen, module);
  const { declared, body } = made;
  gen.item(
    module,
    [declared],
    stmt`function ${{ ref: declared.id }}(list${any}, cb${any}) {
return list.map((v${any}, i${any}) => cb(v, i)).map((v${any}) => ${wrap(body, 'v')} + ${number(body, 1)});
}`,
  );
  body.cost.spent *= 3;
  finish(gen, module, made, (b) => {
    const cb = given(b);
    return expr`[${b.gen.small()}, ${b.gen.small()}], ${cb}`;
  });
}

/** A function to hand over. */
function given(body: Body): Tree {
  const { gen } = body;
  const cheap = gen.callable({ ...body, times: body.times * 3 }).filter((e) => e.shape === 'function') as (Entity & {
    call: { cost: number };
  })[];
  if (cheap.length > 0 && gen.draw.chance(0.5)) {
    const fn = gen.draw.pick(cheap);
    body.cost.spent += body.times * 3 * fn.call.cost;
    return expr`${{ ref: fn.id }}`;
  }
  return expr`(v, i) => ${number({ ...body, numbers: [...body.numbers, 'v', 'i'], times: 1000 }, 1)}`;
}

function thrower(gen: Scope, module: number): void {
  const made = begin(gen, module);
  const { declared, body } = made;
  const inner: Body = { ...body, numbers: ['n'] };
  gen.item(
    module,
    [declared],
    stmt`function ${{ ref: declared.id }}(x${any}) {
const n = ${wrap(body, 'x')};
${list([stmt`if (${condition(inner)}) throw new ${gen.draw.pick(['Error', 'TypeError', 'RangeError'])}('e' + n);`])}
return ${number(inner, 1)};
}`,
  );
  finish(gen, module, made);
}

/** Enters an asynchronous function among the entities. */
function finishAsync(gen: Scope, module: number, { declared, body }: Made): void {
  const it = { ref: declared.id };
  gen.add({
    id: declared.id,
    module,
    shape: 'async',
    calm: body.calm,
    reads: [],
    values: [() => it],
    writes: [],
    asyncCall: { make: (b) => expr`${it}(${body.calm ? plainArgument(b) : argument(b)})`, cost: 1 + body.cost.spent },
  });
}

function beginAsync(gen: Scope, module: number): Made {
  const made = begin(gen, module);
  return { ...made, body: { ...made.body, isAsync: true, calm: gen.draw.chance(0.75) } };
}

function asynchronous(gen: Scope, module: number): void {
  const made = beginAsync(gen, module);
  const { declared, body } = made;
  const it = { ref: declared.id };
  const params = parameters(body);
  const text = filled(body, 1 + gen.draw.int(3));
  const isArrow = gen.draw.chance(0.2);
  gen.item(
    module,
    [declared],
    isArrow
      ? stmt`const ${it} = async (${params}) => {\n${text}\n};`
      : stmt`async function ${it}(${params}) {\n${text}\n}`,
    'async',
  );
  finishAsync(gen, module, made);
}

/** An ordinary function that answers a promise. */
function promising(gen: Scope, module: number): void {
  const made = begin(gen, module);
  const { declared, body } = made;
  const inner: Body = { ...body, numbers: ['v'], cost: body.cost };
  const first = asyncCall(body) ?? expr`Promise.resolve(${number(body, 1)})`;
  const rest = gen.draw.pick([
    expr`.then((v${any}) => ${number(inner, 1)})`,
    expr`.then((v${any}) => ${number(inner, 1)}, (e${any}) => ${body.gen.give('kit', 'why')}(e).length)`,
    expr`.finally(() => { ${gen.draw.chance(0.3) ? "console.log('finally')" : ''} })`,
    expr`.catch((e${any}) => -1)`,
  ]);
  gen.item(module, [declared], stmt`function ${{ ref: declared.id }}(x${any}) { return ${first}${rest} }`, 'async');
  finishAsync(gen, module, made);
}

function asyncGenerator(gen: Scope, module: number): void {
  const inner = gen.declare(module, 'ticks');
  const ticks = { ref: inner.id };
  const made = beginAsync(gen, module);
  const { declared, body } = made;
  const produced: Body = { ...body, numbers: ['i'], times: 2 };
  const text = stmt`async function* ${ticks}(x${any}) { let loc = 0; const out${{ type: ': any[]' }} = []; for (let i = 0; i < 2; i++) {\n${statements(produced, 1, 1)}\nyield i + ${number(produced, 1)};\n} }`;
  gen.item(module, [inner], text);
  gen.item(
    module,
    [declared],
    stmt`async function ${{ ref: declared.id }}(x${any}) { let t = 0; for await (const v of ${ticks}(x)) t += v; return t }`,
    'async',
  );
  finishAsync(gen, module, made);
}
