// Modules that know each other: live bindings, re-exports, namespaces, a cycle, a default export, dynamic import.
import defaultGreet, { count, increment, reset as startOver } from './lib/counter.mjs';
import * as shapes from './lib/shapes.mjs';
import { isEven } from './lib/even.mjs';
import { isOdd } from './lib/odd.mjs';

function describe(values) {
  return values.map((n) => `${n} is ${isEven(n) ? 'even' : 'odd'}`);
}

function totalArea(list) {
  return list.reduce((sum, [kind, ...sizes]) => sum + shapes[kind](...sizes), 0).toFixed(4);
}

console.log(count, increment(), increment(), count);
startOver();
console.log(count, defaultGreet('modules'));
console.log(Object.keys(shapes), shapes[Symbol.toStringTag], 'square' in shapes, typeof shapes.default);
console.log(totalArea([['square', 2], ['circle', 1], ['rectangle', 2, 5]]));
console.log(describe([0, 7, 10]), isOdd(3));
try {
  shapes.square = null;
} catch (error) {
  console.log(error.name);
}
const lazy = await import('./lib/lazy.mjs');
console.log(lazy.loadedAfter, lazy.default(4), lazy === (await import('./lib/lazy.mjs')));
console.log(import.meta.url.endsWith('/main.mjs'), this);
