/**
 * The constructors of functions, which make code from text. That a call used one is told when it happens: nobody has read
 * the code that it makes. A mention (`x instanceof Function`, `list.constructor(…)`) says nothing.
 */
import { OP } from '../abi.ts';
import { ask } from './door.ts';
import { defineGlobal, named } from './exposed.ts';
import { frame } from './memo.ts';
import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from './primordials.ts';

const { construct, setPrototypeOf } = Reflect;

function telling(original: FunctionConstructor): FunctionConstructor {
  function maker(...words: string[]): unknown {
    if (frame.active()) ask(OP.bypass, 'made-code', 'makes code at run time');
    return construct(original, words, new.target ?? maker);
  }
  defineProperty(maker, 'prototype', { value: original.prototype, writable: false });
  return named(maker as unknown as FunctionConstructor, original.name, original.length);
}

/** Puts a constructor that tells in the place of the engine's. */
function replaced(prototype: object): FunctionConstructor {
  const place = getOwnPropertyDescriptor(prototype, 'constructor') as PropertyDescriptor;
  const maker = telling(place.value as FunctionConstructor);
  defineProperty(prototype, 'constructor', { ...place, value: maker });
  return maker;
}

/** Of generators and asynchronous functions no global holds it. */
export function installMakers(): void {
  const maker = replaced(Function.prototype);
  defineGlobal('Function', maker);
  for (const fn of [async () => undefined, function* () {}, async function* () {}])
    setPrototypeOf(replaced(getPrototypeOf(fn) as object), maker);
}
