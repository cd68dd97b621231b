/** Statements that wait, or begin what others may wait for. */
import { expr, type Part, stmt, type Tree } from '../tree.ts';
import { asyncCall, number, object, wrap } from './numbers.ts';
import { type Body, localName } from './scope.ts';
import { write } from './statements.ts';

export function waiting(body: Body): Tree {
  const { draw } = body.gen;
  const promise = (): Tree => promised(body);
  if (body.calm) return oneAtATime(body);
  return draw.weighted<() => Tree>([
    [3, () => stmt`await null;`],
    [4, () => stmt`loc += ${wrap(body, expr`await ${promise()}`)};`],
    [2, () => stmt`await ${promise()};`],
    [2, () => stmt`out.push(await ${promise()});`],
    [2, () => together(body, 'all')],
    [1, () => together(body, draw.pick(['race', 'any', 'allSettled']))],
    [
      2,
      () =>
        stmt`try { loc += ${wrap(body, expr`await ${failing(body)}`)}; } catch (e) { loc += ${body.gen.give('kit', 'why')}(e).length; }`,
    ],
    [1, () => later(body)],
    [1, () => afterwards(body)],
    [1, () => stmt`for await (const q of [${promise()}, ${number(body, 1)}]) loc += ${wrap(body, 'q')};`],
    [1, () => stmt`${object(body)}; await undefined; await undefined;`],
  ])();
}

/** What a stored call can wait for. */
function oneAtATime(body: Body): Tree {
  const { draw, gen } = { draw: body.gen.draw, gen: body.gen };
  const promise = draw.weighted<() => Tree>([
    [4, () => asyncCall(body) ?? pause(body)],
    [3, () => pause(body)],
    [1, () => expr`Promise.resolve(${number(body, 1)})`],
    [1, () => expr`new Promise((done) => { done(${number(body, 1)}) })`],
    [
      1,
      () =>
        expr`new Promise((done, fail) => setTimeout(fail, ${draw.pick(['10', '20'])}, new Error('e${gen.small()}')))`,
    ],
  ]);
  return draw.weighted<() => Tree>([
    [2, () => stmt`await null;`],
    [5, () => stmt`loc += ${wrap(body, expr`await ${promise()}`)};`],
    [2, () => stmt`console.log('between', loc); await null;`],
    [
      2,
      () =>
        stmt`try { loc += ${wrap(body, expr`await ${promise()}`)}; } catch (e) { loc += ${gen.give('kit', 'why')}(e).length; }`,
    ],
    [1, () => stmt`for (let j = 0; j < 2; j++) { await null; console.error('j', j, loc); }`],
    [1, () => stmt`if (loc > ${gen.small()}) await ${promise()}; else await null;`],
  ])();
}

/** Something to wait for. */
function promised(body: Body): Tree {
  const { draw, gen } = { draw: body.gen.draw, gen: body.gen };
  const choices: (readonly [number, () => Tree])[] = [
    [5, () => asyncCall(body) ?? pause(body)],
    [3, () => pause(body)],
    [2, () => expr`Promise.resolve(${number(body, 1)})`],
    [1, () => expr`new Promise((done) => { done(${number(body, 1)}) })`],
    [1, () => expr`new Promise((done) => process.nextTick(done, ${gen.small()}))`],
    [1, () => expr`new Promise((done) => queueMicrotask(() => done(${gen.small()})))`],
    [1, () => expr`new Promise((done) => setImmediate(done, ${gen.small()}))`],
    [1, () => expr`{ then(done) { done(${number(body, 1)}) } }`],
  ];
  if (gen.features.files && gen.modules[body.module]?.kind !== 'cjs')
    choices.push([
      2,
      () => expr`${gen.give('node:fs/promises', 'readFile')}('data/${draw.pick(['a', 'b'])}.txt', 'utf8')`,
    ]);
  return draw.weighted(choices)();
}

function pause(body: Body): Tree {
  return expr`new Promise((done) => setTimeout(done, ${body.gen.draw.pick(['10', '20', '30'])}, ${number(body, 1)}))`;
}

function failing(body: Body): Tree {
  return expr`(${promised(body)}).then?.((v) => { throw new Error('no' + ${wrap(body, 'v')}) })`;
}

function together(body: Body, how: string): Tree {
  const count = 2 + body.gen.draw.int(2);
  const parts: Part[] = [];
  for (let k = 0; k < count; k++) parts.push(promised(body), ', ');
  return stmt`out.push(await Promise.${how}([${parts}]));`;
}

/** Begins now, waits later. */
function later(body: Body): Tree {
  const w = { local: localName(body, 'w') };
  return stmt`const ${w} = ${promised(body)}; loc += ${number(body, 1)}; ${body.gen.draw.chance(0.5) ? 'await null; ' : ''}loc += ${wrap(body, expr`await ${w}`)};`;
}

/** Leaves something behind. */
function afterwards(body: Body): Tree {
  const { draw } = body.gen;
  const inner: Body = { ...body, isAsync: false };
  const what = draw.chance(0.5) ? write(inner) : stmt`console.log('late', ${number(inner, 1)});`;
  const how = draw.pick([
    'setTimeout(() => { ',
    'queueMicrotask(() => { ',
    'process.nextTick(() => { ',
    'Promise.resolve().then(() => { ',
  ]);
  const end = how.startsWith('setTimeout') ? ` }, ${draw.pick(['10', '25'])});` : ' });';
  return stmt`${how}${what}${end}`;
}
