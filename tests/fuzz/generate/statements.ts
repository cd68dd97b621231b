/** Statements of function bodies. */
import { expr, list, op, type Part, stmt, type Tree } from '../tree.ts';
import { condition, number, object, rawCall } from './numbers.ts';
import { statementOf } from './pattern.ts';
import { type Body, localName } from './scope.ts';
import { waiting } from './waiting.ts';

/** A list of statements; `loc` and `out` are variables of every body. */
export function statements(body: Body, count: number, depth = 0): Tree {
  const made: Tree[] = [];
  const inner: Body = { ...body, numbers: [...body.numbers], objects: [...body.objects] };
  for (let k = 0; k < count; k++) made.push(statement(inner, depth));
  return list(made);
}

function statement(body: Body, depth: number): Tree {
  const { draw } = body.gen;
  const kind = draw.weighted([
    [5, 'const'],
    [3, 'add'],
    [2, 'push'],
    [2, 'print'],
    [depth < 2 ? 3 : 0, 'if'],
    [depth < 1 ? 2 : 0, 'loop'],
    [2, 'object'],
    [1, 'restore'],
    [depth < 2 ? 1 : 0, 'try'],
    [1, 'closure'],
    [body.objects.length > 0 ? 2 : 0, 'mutate'],
    [2, 'various'],
  ] as const);
  if (draw.chance(body.writes)) return write(body);
  if (body.isAsync && draw.chance(0.5)) return waiting(body);
  switch (kind) {
    case 'const': {
      const made = stmt`const ${{ local: `v${body.locals.next}` }} = ${number(body)};`;
      body.numbers.push(localName(body));
      return made;
    }
    case 'add':
      return stmt`loc ${op(draw.pick(['+=', '-=']))} ${number(body)};`;
    case 'push':
      return stmt`out.push(${draw.chance(0.7) ? number(body) : object(body)});`;
    case 'print':
      return print(body);
    case 'if':
      return stmt`if (${condition(body)}) {\n${statements(body, 1, depth + 1)}\n} else {\n${statements(body, 1, depth + 1)}\n}`;
    case 'loop':
      return loop(body, depth);
    case 'object':
      return localObject(body);
    case 'restore':
      return restore(body, depth);
    case 'try':
      return stmt`try {\n${statements(body, 2, depth + 1)}\n} catch (e) { loc += ${body.gen.give('kit', 'why')}(e).length; }`;
    case 'closure':
      return closure(body);
    case 'mutate':
      return statementOf(draw.pick(MUTATIONS), { local: draw.pick(body.objects) }, body);
    case 'various':
      return statementOf(draw.pick(VARIOUS), { local: localName(body, 'u') }, body);
  }
}

/** Changes what came from anywhere. */
const MUTATIONS: readonly string[] = [
  "if (<me> && typeof <me> === 'object' && Object.isExtensible(<me>)) <me>.n = <s>;",
  'if (Array.isArray(<me>)) <me>.push(<s>);',
  'if (Array.isArray(<me>)) <me>.sort();',
  "if (<me> instanceof Map) <me>.set('k', <s>);",
  "if (<me> && typeof <me> === 'object') delete <me>.n;",
  "if (<me> && typeof <me> === 'object') loc += Object.keys(<me>).length;",
  "if (<me> && typeof <me> === 'object' && Object.isExtensible(<me>)) Object.assign(<me>, { z: <o> });",
];

/** Statements with a name of their own. */
const VARIOUS: readonly string[] = [
  'const { n: <me> = <n>, ...more<me> } = <o> ?? {}; loc += (<me> === undefined ? 1 : 2) + Object.keys(more<me>).length;',
  'function <me>(k) { return k > 0 ? <me>(k - 1) + <s> : <n> } loc += <me>(2);',
  'let <me> = <n>; [<me>, loc] = [loc, <me>]; out.push(<me>);',
  'const <me> = [...(Array.isArray(<o>) ? [<n>] : [<s>]), <n>]; loc += <me>.length;',
  "try { if (loc > <n>) throw new Error('e<n>'); loc += <s>; } catch (<me>) { loc += <me>.message.length; } finally { loc += 1; }",
  'class <me> { static k = <n>; v = <s>; up() { return this.v + <me>.k } } loc += new <me>().up();',
  'const <me> = { a: <s>, get b() { return this.a + <n> } }; loc += <me>.b; out.push(<me>);',
  "loc += JSON.stringify(<o>, (k, v) => (typeof v === 'object' && k !== '' ? 1 : v))?.length ?? 0;",
  'var <me> = typeof loc; loc += <me>.length;',
  'loc += [<n>, <n>, <n>].filter((q) => q > <s>).map((q) => q * <n>).length;',
  'loc += ((...<me>) => <me>.length + <s>)(...out);',
  'loc = Math.max(loc, <e>) + Math.round(<s> / 3);',
  'loc += `${<s>}-${loc}`.length;',
  'const <me> = new Date(<s> * 1000); <me>.setTime(<n>); loc += <me>.getTime();',
  'if (loc > 500) return loc;',
  'loc ??= 1; loc ||= <n>; loc &&= <s>;',
];

/** Changes something outside. */
export function write(body: Body): Tree {
  const { gen } = body;
  const able = gen.visible(body).filter((e) => e.writes.length > 0);
  if (able.length === 0) return stmt`loc += 1;`;
  return stmt`${gen.draw.pick(gen.draw.pick(able).writes)(body)}`;
}

function print(body: Body): Tree {
  const { draw } = body.gen;
  const to = draw.weighted([
    [6, 'console.log'],
    [2, 'console.error'],
    [1, 'console.warn'],
  ]);
  if (draw.chance(0.15)) return stmt`process.stdout.write('w' + ${number(body)} + '\\n');`;
  return stmt`${to}('${draw.pick(['p', 'q', 'r'])}', ${number(body)});`;
}

function loop(body: Body, depth: number): Tree {
  const { draw } = body.gen;
  const i = localName(body, 'i');
  const times = 2 + draw.int(2);
  const inner: Body = { ...body, numbers: [...body.numbers, i], times: body.times * times };
  const made = statements(inner, 1 + draw.int(2), depth + 1);
  if (draw.chance(0.4)) {
    const fs = localName(body, 'fs');
    const run: Part = draw.chance(0.5)
      ? stmt`for (const f of ${{ local: fs }}) loc += f();`
      : stmt`out.push(${{ local: fs }}.map((f) => f()));`;
    return stmt`const ${{ local: fs }} = [];
for (${draw.pick(['let', 'let', 'var'])} ${{ local: i }} = 0; ${{ local: i }} < ${String(times)}; ${{ local: i }}++) {
${made}
${{ local: fs }}.push(() => ${number({ ...inner, times: 1000 }, 1)});
}
${run}`;
  }
  if (draw.chance(0.5)) return stmt`for (const ${{ local: i }} of [${list2(body, times)}]) {\n${made}\n}`;
  return stmt`for (let ${{ local: i }} = 0; ${{ local: i }} < ${String(times)}; ${{ local: i }}++) {\n${made}\n}`;
}

function list2(body: Body, times: number): Part[] {
  return Array.from({ length: times }, (_, k) => [...(k > 0 ? [', '] : []), body.gen.small()]).flat();
}

function localObject(body: Body): Tree {
  const { draw } = body.gen;
  const o = localName(body, 'o');
  const made = draw.weighted<() => Tree>([
    [3, () => expr`{ n: ${number(body, 1)}, in: ${object(body)} }`],
    [2, () => expr`[${number(body, 1)}, ${object(body)}]`],
    [2, () => rawCall(body) ?? expr`{}`],
    [1, () => expr`new Map([['k', ${number(body, 1)}], ['o', ${object(body)}]])`],
    [1, () => expr`new Set([${number(body, 2)}, ${object(body)}])`],
    [1, () => object(body)],
  ])();
  body.objects.push(o);
  return stmt`const ${{ local: o }} = ${made};`;
}

/** Sets a variable for a while, as code with an implicit parameter does. */
function restore(body: Body, depth: number): Tree {
  const { gen } = body;
  const able = gen.visible(body).filter((e) => e.shape === 'let' && e.module === body.module);
  if (able.length === 0) return stmt`loc += ${number(body)};`;
  const name = { ref: gen.draw.pick(able).id };
  const saved = { local: localName(body, 's') };
  return stmt`{ const ${saved} = ${name}; ${name} = ${gen.small(9)}; try {\n${statements(body, 1, depth + 1)}\n} finally { ${name} = ${saved}; } }`;
}

function closure(body: Body): Tree {
  const { draw } = body.gen;
  const f = localName(body, 'g');
  const y = localName(body, 'y');
  const inner: Body = { ...body, numbers: [...body.numbers, y] };
  const name = { local: f };
  const use = draw.chance(0.6) ? stmt`loc += ${name}(${body.gen.small(4)});` : stmt`out.push(${name}(1), ${name});`;
  return stmt`const ${name} = (${{ local: y }}) => ${number(inner)};\n${use}`;
}
