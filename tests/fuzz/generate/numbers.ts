/** Expressions: numbers out of whatever a place can see, and objects whose identity matters. */
import { expr, op, type Part, type Tree } from '../tree.ts';
import type { Body, Entity } from './scope.ts';

const MOST_NESTED = 2;

/** A number; `N` of the kit makes one of anything. */
export function number(body: Body, depth = 0): Tree {
  const { draw } = body.gen;
  const kind = draw.weighted([
    [depth < 2 ? 5 : 0, 'binary'],
    [3, 'literal'],
    [body.numbers.length > 0 ? 5 : 0, 'local'],
    [6, 'read'],
    [4, 'call'],
    [depth < 2 ? 1 : 0, 'choice'],
  ] as const);
  switch (kind) {
    case 'binary':
      return expr`(${number(body, depth + 1)} ${op(draw.pick(['+', '-', '*']))} ${number(body, depth + 1)})`;
    case 'literal':
      return body.gen.small(9);
    case 'local':
      return expr`${wrap(body, { local: draw.pick(body.numbers) })}`;
    case 'read':
      return read(body);
    case 'call':
      return call(body) ?? read(body);
    case 'choice':
      return expr`(${condition(body)} ? ${number(body, depth + 1)} : ${number(body, depth + 1)})`;
  }
}

/** Makes a number of a value of any kind. */
export function wrap(body: Body, value: Part): Tree {
  return expr`${body.gen.give('kit', 'N')}(${value})`;
}

export function condition(body: Body): Tree {
  const { draw } = body.gen;
  if (draw.chance(0.2) && body.objects.length > 0)
    return expr`${{ local: draw.pick(body.objects) }} === ${object(body)}`;
  return expr`${number(body, 2)} ${op(draw.pick(['>', '<', '===']))} ${body.gen.small()}`;
}

function read(body: Body): Tree {
  const { gen } = body;
  const readable = gen.visible(body).filter((e) => e.reads.length > 0);
  if (readable.length === 0) return gen.small(9);
  const outside = readable.filter((e) => e.module < 0);
  if (outside.length > 0 && gen.draw.chance(0.25)) return wrap(body, gen.draw.pick(gen.draw.pick(outside).reads)(body));
  return wrap(body, gen.draw.pick(gen.draw.pick(readable).reads)(body));
}

/** A call of something declared before, as a number; null when nothing can be called any more. */
export function call(body: Body): Tree | null {
  const called = rawCall(body);
  return called && wrap(body, called);
}

/** The same as it comes back. */
export function rawCall(body: Body): Tree | null {
  const { gen } = body;
  const callable = gen.callable(body);
  if (callable.length === 0) return null;
  const entity = gen.draw.pick(callable) as Entity & { call: NonNullable<Entity['call']> };
  body.cost.spent += body.times * entity.call.cost;
  return expr`${entity.call.make(body)}`;
}

/** A call of an asynchronous function: a promise. */
export function asyncCall(body: Body): Tree | null {
  const { gen } = body;
  const callable = gen.callable(body, 'asyncCall');
  if (callable.length === 0) return null;
  const entity = gen.draw.pick(callable) as Entity & { asyncCall: NonNullable<Entity['call']> };
  body.cost.spent += body.times * entity.asyncCall.cost;
  return expr`${entity.asyncCall.make(body)}`;
}

/** Some object that the program has, or undefined. */
export function object(body: Body): Tree {
  const { gen, nested } = body;
  if (nested > MOST_NESTED) return expr`undefined`;
  const able = gen.visible(body).filter((e) => e.values.length > 0);
  if (body.objects.length > 0 && (able.length === 0 || gen.draw.chance(0.4)))
    return expr`${{ local: gen.draw.pick(body.objects) }}`;
  if (able.length === 0) return expr`undefined`;
  return expr`${gen.draw.pick(gen.draw.pick(able).values)({ ...body, nested: nested + 1 })}`;
}

/** What a call is given. */
export function argument(body: Body): Tree {
  const { draw } = body.gen;
  const inner = { ...body, times: 1000 };
  return draw.weighted<() => Tree>([
    [6, () => body.gen.small(4)],
    [3, () => number({ ...inner }, 2)],
    [4, () => object(body)],
    [2, () => expr`{ n: ${body.gen.small(4)}, l: [${body.gen.small(3)}] }`],
    [1, () => expr`[${body.gen.small(3)}, ${object(body)}]`],
    [1, () => expr`'${draw.pick(['a', 'bc', ''])}'`],
  ])();
}

/** What a call is given that nobody can change. */
export function plainArgument(body: Body): Tree {
  const { draw } = body.gen;
  return draw.weighted<() => Tree>([
    [6, () => body.gen.small(4)],
    [2, () => expr`'${draw.pick(['a', 'bc', ''])}'`],
    [1, () => expr`Object.freeze({ n: ${body.gen.small(4)} })`],
    [1, () => argument(body)],
  ])();
}
