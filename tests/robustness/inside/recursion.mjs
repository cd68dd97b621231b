/** Every shape of recursion that is known to use the host's stack too. Each ends, or throws an error that can be caught. */
import assert from 'node:assert';
import { inspect } from 'node:util';

const DEEP = 20_000;
const nested = (wrap, inner = null, depth = DEEP) => {
  let value = inner;
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
};
const text = (open, middle, close, depth = DEEP) => open.repeat(depth) + middle + close.repeat(depth);
/** Eval in the global scope. */
// biome-ignore lint/security/noGlobalEval: it is what is tested
const evaluate = (code) => (0, eval)(code);

const shapes = {
  // calls
  plain: () =>
    (function f(n) {
      return f(n + 1) + 1;
    })(0),
  mutual: () => {
    const a = () => b() + 1;
    const b = () => a() + 1;
    a();
  },
  apply: () =>
    (function f() {
      return Reflect.apply(f, null, []);
    })(),
  call: () =>
    (function f() {
      return f.call(null);
    })(),
  bound: () => {
    const o = {};
    o.f = () => o.g();
    o.g = o.f.bind(o);
    o.f();
  },
  boundChain: () =>
    nested(
      (f) => f.bind(null),
      () => 1,
      3000,
    )(),
  boundInstance: () => ({}) instanceof nested((f) => f.bind(null), class {}, 3000),
  construct: () => {
    class A {
      constructor() {
        new A();
      }
    }
    new A();
  },
  reflectConstruct: () => {
    function F() {
      Reflect.construct(F, []);
    }
    new F();
  },
  derived: () => {
    let C = class {};
    for (let i = 0; i < 3000; i++) C = class extends C {};
    new C();
  },
  fields: () => {
    class A {
      x = new A();
    }
    new A();
  },
  statics: () =>
    (function f() {
      return class {
        static x = f();
      };
    })(),
  spread: () =>
    (function f(...a) {
      return f(...a, 1);
    })(),
  spreadHuge: () => ((...a) => a.length)(...new Array(1_000_000)),
  applyHuge: () => Math.max.apply(null, new Array(1_000_000).fill(1)),
  fromCodes: () => String.fromCharCode(...new Array(1_000_000).fill(65)).length,
  defaults: () => (function f(_a = f()) {})(),
  tagged: () =>
    (function f() {
      return f`${1}`;
    })(),
  // callbacks of builtins
  map: () =>
    (function f() {
      return [1].map(f);
    })(),
  sort: () =>
    (function f() {
      return [2, 1].sort(f);
    })(),
  reduce: () =>
    (function f() {
      return [1, 2].reduce(f);
    })(),
  replace: () =>
    (function f() {
      return 'a'.replace(/a/, f);
    })(),
  replaceAll: () =>
    (function f() {
      return 'aa'.replaceAll('a', f);
    })(),
  forEachMap: () =>
    (function f() {
      new Map([[1, 1]]).forEach(f);
    })(),
  typed: () =>
    (function f() {
      return new Uint8Array(2).map(f);
    })(),
  from: () =>
    (function f() {
      return Array.from([1], f);
    })(),
  groupBy: () =>
    (function f() {
      return Object.groupBy([1], f);
    })(),
  // conversions and accessors
  toString: () => {
    const o = {
      toString() {
        return `${o}`;
      },
    };
    `${o}`;
  },
  valueOf: () => {
    const o = {
      valueOf() {
        return o + 1;
      },
    };
    o + 1;
  },
  toPrimitive: () => {
    const o = { [Symbol.toPrimitive]: () => +o };
    +o;
  },
  getter: () => {
    const o = {
      get x() {
        return o.x;
      },
    };
    o.x;
  },
  setter: () => {
    const o = {
      set x(v) {
        o.x = v;
      },
    };
    o.x = 1;
  },
  reflectGet: () => {
    const o = {
      get x() {
        return Reflect.get(o, 'x');
      },
    };
    o.x;
  },
  assign: () => {
    const o = {
      get x() {
        return Object.assign({}, o);
      },
    };
    Object.assign({}, o);
  },
  entries: () => {
    const o = {
      get x() {
        return Object.entries(o);
      },
    };
    Object.entries(o);
  },
  instance: () => {
    const o = { [Symbol.hasInstance]: (v) => v instanceof o };
    1 instanceof o;
  },
  species: () => {
    class A extends Array {
      static get [Symbol.species]() {
        return new A(1).map((x) => x);
      }
    }
    new A(1).map((x) => x);
  },
  prototypes: () => nested((p) => Object.create(p), {}).absent,
  // proxies
  proxy: () => {
    const p = new Proxy({}, { get: (_t, k, r) => r[k] });
    p.x;
  },
  proxyChain: () => nested((p) => new Proxy(p, {}), {}).x,
  proxySet: () => {
    nested((p) => new Proxy(p, {}), {}).x = 1;
  },
  proxyCall: () =>
    nested(
      (p) => new Proxy(p, {}),
      () => 1,
    )(),
  proxyPrototypes: () => nested((p) => Object.create(new Proxy(p, {})), {}).x,
  proxyKeys: () => Object.keys(nested((p) => new Proxy(p, {}), {})),
  proxyArray: () => Array.isArray(nested((p) => new Proxy(p, {}), [])),
  has: () => {
    const p = new Proxy({}, { has: (_t, k) => k in p });
    'x' in p;
  },
  ownKeys: () => {
    const p = new Proxy({}, { ownKeys: () => Reflect.ownKeys(p) });
    Reflect.ownKeys(p);
  },
  // data of great depth
  stringify: () => JSON.stringify(nested((a) => [a])),
  toJSON: () => {
    const o = { toJSON: () => JSON.stringify(o) };
    JSON.stringify(o);
  },
  replacer: () =>
    JSON.stringify([1], function f() {
      return JSON.stringify([1], f);
    }),
  parse: () => JSON.parse(text('[', '', ']')),
  parseObjects: () => JSON.parse(text('{"a":', '1', '}')),
  reviver: () =>
    (function f() {
      return JSON.parse('[1]', f);
    })(),
  reviverDeep: () => JSON.parse(text('[', '', ']', 5000), (_k, v) => v),
  arrayToString: () => String(nested((a) => [a])),
  flat: () => nested((a) => [a]).flat(Number.POSITIVE_INFINITY),
  concatSpreadable: () => {
    const o = {
      length: 1,
      get 0() {
        return [].concat(o);
      },
      [Symbol.isConcatSpreadable]: true,
    };
    [].concat(o);
  },
  clone: () => structuredClone(nested((a) => [a])),
  cloneMaps: () => structuredClone(nested((a) => new Map([[1, a]]))),
  inspected: () =>
    inspect(
      nested((a) => ({ a })),
      { depth: null },
    ),
  compared: () =>
    assert.deepStrictEqual(
      nested((a) => ({ a })),
      nested((a) => ({ a })),
    ),
  causes: () =>
    console.error.bind(
      null,
      nested((cause) => new Error('x', { cause }), undefined, 1000),
    ),
  freed: () => {
    let _a = nested((next) => ({ next }), null, 1_000_000);
    _a = null;
  },
  freedClosures: () => {
    let _a = nested((next) => () => next, null, 300_000);
    _a = null;
  },
  freedPromises: () => {
    let _a = nested((next) => Promise.resolve().then(() => next), null, 50_000);
    _a = null;
  },
  memoArgument: () => {
    function sum(_x) {
      let s = 0;
      for (let i = 0; i < 1e5; i++) s += i;
      return s;
    }
    sum(nested((a) => ({ a }), null, 200_000));
  },
  memoResult: () => {
    function deep(n) {
      return nested((a) => ({ a }), null, n);
    }
    deep(200_000);
  },
  // iteration
  generators: () => {
    function* g() {
      yield* g();
    }
    [...g()];
  },
  delegated: () => {
    function* leaf() {
      yield 1;
    }
    const chain = (inner) =>
      (function* () {
        yield* inner;
      })();
    [...nested(chain, leaf(), 3000)];
  },
  iterator: () => {
    const it = { [Symbol.iterator]: () => [...it] };
    [...it];
  },
  destructured: () => {
    const it = {
      *[Symbol.iterator]() {
        const [a] = it;
        yield a;
      },
    };
    const [_] = it;
  },
  helpers: () => nested((i) => i.map((x) => x), [1].values(), 3000).toArray(),
  asyncCalls: () => {
    (async function f() {
      await f();
    })().catch(() => {});
  },
  asyncGenerators: () => {
    (async function f() {
      async function* g() {
        yield* g();
      }
      for await (const _ of g());
    })().catch(() => {});
  },
  thenables: () => {
    // biome-ignore lint/suspicious/noThenProperty: it is what is tested
    Promise.resolve(nested((inner) => ({ then: (ok) => ok(inner) }), 1, 3000));
  },
  // source of great depth
  evalParens: () => evaluate(text('(', '1', ')')),
  evalArrays: () => evaluate(text('[', '', ']')),
  evalObjects: () => evaluate(`(${text('{a:', '1', '}')})`),
  evalPatterns: () => evaluate(`var ${text('[', 'a', ']')} = 1`),
  evalArrows: () => evaluate(text('(()=>', '1', ')')),
  evalAsync: () => evaluate(text('(async()=>', '1', ')')),
  evalFunctions: () => evaluate(text('(function(){return ', '1', '})')),
  evalClasses: () => evaluate(text('(class{static x=', '1', '})')),
  evalTemplates: () => evaluate(text('`${', '1', '}`')),
  evalUnary: () => evaluate(`${'!'.repeat(DEEP)}1`),
  evalPower: () => evaluate(`${'2**'.repeat(DEEP)}1`),
  evalConditional: () => evaluate(`${'1?'.repeat(DEEP)}1${':1'.repeat(DEEP)}`),
  evalAssign: () => evaluate(`var a;${'a='.repeat(DEEP)}1`),
  evalBlocks: () => evaluate(text('{', '', '}')),
  evalIf: () => evaluate(`${'if(1)'.repeat(DEEP)}1`),
  evalElse: () => evaluate(`${'if(0);else '.repeat(DEEP)}1`),
  evalLabels: () => evaluate(`${Array.from({ length: 20_000 }, (_, i) => `l${i}:`).join('')};`),
  evalNew: () => evaluate(`${'new '.repeat(DEEP)}Object`),
  evalCalls: () => evaluate(`(function f(){return f})${'()'.repeat(DEEP)}`),
  evalOptional: () => evaluate(`var o={};${'(o?.a'.repeat(20_000)}${')'.repeat(20_000)}`),
  evalTry: () => evaluate(text('try{', '', '}finally{}', 20_000)),
  evalNested: () => {
    globalThis.again = () => evaluate('again()');
    again();
  },
  functionNested: () => {
    globalThis.again = new Function('return again()');
    again();
  },
  // regular expressions
  regexGroups: () => new RegExp(text('(', '', ')')),
  regexLookahead: () => new RegExp(text('(?=', '', ')')),
  regexAlternatives: () => new RegExp('a|'.repeat(DEEP)),
  regexClass: () => /(?:a|b)*c/.exec('ab'.repeat(1000)),
  regexNestedRun: () => new RegExp(text('(?:', 'a', ')?', 1000)).exec('a'),
};

const only = process.argv.slice(2);
for (const [name, run] of Object.entries(shapes)) {
  if (only.length > 0 && !only.includes(name)) continue;
  let outcome = 'ended';
  try {
    run();
  } catch (error) {
    outcome = error instanceof Error ? error.name : `threw ${typeof error}`;
  }
  console.log(name, outcome);
}
