/** What the entry module does: calls functions, shows what comes back, changes things between. */
import { expr, type Part, stmt, type Tree } from '../tree.ts';
import { asyncCall, number, rawCall } from './numbers.ts';
import type { Body, Make, Scope } from './scope.ts';
import { write } from './statements.ts';

const ENTRY = 0;

/** The same few calls again and again, what they depend on changed between them; at the end the whole state is shown. */
export function mainScript(gen: Scope): void {
  const { draw } = gen;
  gen.item(ENTRY, [], stmt`let loc = 0; const out${{ type: ': any[]' }} = [];`);
  const calls = Array.from({ length: 1 + draw.int(3) }, () => shownCall(gen.body(ENTRY)));
  const count = 6 + draw.int(9);
  for (let k = 0; k < count; k++) {
    const made = draw.chance(0.6) ? stmt`${draw.pick(calls).parts}` : drawStatement(gen.body(ENTRY));
    gen.item(ENTRY, [], made);
  }
  gen.item(ENTRY, [], state(gen.body(ENTRY)));
  if (draw.chance(0.08)) gen.item(ENTRY, [], ending(gen.body(ENTRY)));
}

function shownCall(body: Body): Tree {
  const { draw, features } = body.gen;
  return draw.weighted<() => Tree>([
    [8, () => callAndShow(body)],
    [1, () => repeated(body)],
    [features.async ? 14 : 0, () => asyncShow(body)],
  ])();
}

function drawStatement(body: Body): Tree {
  const { draw, features } = body.gen;
  return draw.weighted<() => Tree>([
    [3, () => shownCall(body)],
    [5, () => (features.async ? stmt`try { ${write(body)} } ${caught(body)}` : write(body))],
    [1, () => state(body)],
    [features.async ? 2 : 0, () => inTime(body)],
  ])();
}

function show(body: Body, label: string, value: Part, chance = 0.3): Tree {
  const { gen } = body;
  const known = gen.draw
    .some(
      gen.visible(body).filter((e) => e.values.length > 0 && e.shape !== 'class' && e.module >= 0),
      chance,
    )
    .slice(0, 4)
    .map((e) => expr`${{ ref: e.id }}, `);
  return expr`${gen.give('kit', 'show')}('${label}', ${value}, [${known}])`;
}

/** What was caught, as far as all engines agree about it. */
function caught(body: Body): Tree {
  return expr`catch (e) { console.log('caught', ${body.gen.give('kit', 'why')}(e)); }`;
}

function callAndShow(body: Body): Tree {
  const called = rawCall(body);
  if (!called) return state(body);
  if (!body.gen.draw.chance(0.12)) return stmt`try { ${show(body, 'r', called)}; } ${caught(body)}`;
  const spoil = stmt`if (r && typeof r === 'object' && Object.isExtensible(r)) r.zz = ${body.gen.small()};`;
  return stmt`try { const r${{ type: ': any' }} = ${called}; ${show(body, 'r', 'r')}; ${spoil} ${show(body, 'again', 'r')}; } ${caught(body)}`;
}

function repeated(body: Body): Tree {
  const called = rawCall({ ...body, times: 3 });
  if (!called) return state(body);
  return stmt`try { for (let i = 0; i < 3; i++) { ${show(body, 'loop', called)}; } } ${caught(body)}`;
}

/** Calls an asynchronous function; what it comes to is waited for, or shown when it is there. */
function asyncShow(body: Body): Tree {
  const { draw, modules } = body.gen;
  const called = asyncCall(body);
  if (!called) return state(body);
  if (draw.chance(0.05)) return stmt`${called};`;
  const canWait = modules[ENTRY]?.kind !== 'cjs';
  if (canWait && draw.chance(0.35)) return stmt`try { ${show(body, 'a', expr`await ${called}`)}; } ${caught(body)}`;
  return stmt`${called}.then((v${{ type: ': any' }}) => ${show(body, 'then', 'v')}, (e${{ type: ': any' }}) => console.log('failed', ${body.gen.give('kit', 'why')}(e)));`;
}

/** Something that happens while others wait. */
function inTime(body: Body): Tree {
  const { draw } = body.gen;
  const what = draw.chance(0.6) ? write(body) : state(body);
  return stmt`setTimeout(() => { ${what} }, ${draw.pick(['5', '15', '25', '40'])});`;
}

function state(body: Body): Tree {
  const { gen } = body;
  const { draw } = gen;
  const shown = gen
    .visible(body)
    .flatMap((e) => [
      ...(e.module >= 0 && e.values.length > 0 ? [expr`${(e.values[0] as Make)(body)}, `] : []),
      ...(e.reads.length > 0 ? [expr`${draw.pick(e.reads)(body)}, `] : []),
    ]);
  return stmt`try { ${show(body, 'state', expr`[${draw.some(shown, 0.7)}]`, 0)}; } ${caught(body)}`;
}

function ending(body: Body): Tree {
  return body.gen.draw.pick([
    stmt`process.exitCode = ${number(body, 1)} & 31;`,
    ...(body.gen.features.async ? [] : [stmt`throw new TypeError('end');`]),
    stmt`process.exit(${body.gen.small()});`,
  ]);
}
