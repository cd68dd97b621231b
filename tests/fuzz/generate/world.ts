/** The world around a program: environment, arguments, files, packages with state of their own. */
import { expr } from '../tree.ts';
import { number } from './numbers.ts';
import type { Entity, Make, Scope } from './scope.ts';
import { isOn } from './switches.ts';

/** The first text of each data file; edits change the numbers in it. */
export const DATA: Readonly<Record<string, string>> = {
  'data/a.txt': '3\n',
  'data/b.txt': '2,7\n',
  'data/c.json': '{ "n": 5 }\n',
};

export const OUTPUTS: readonly string[] = ['out/x.txt', 'out/y.txt'];

/** Packages with caches, counters and options, one of each format. */
export const PACKAGES: Readonly<Record<string, string>> = {
  'node_modules/memo-lib/package.json': '{ "name": "memo-lib", "version": "1.0.0", "main": "index.cjs" }\n',
  'node_modules/memo-lib/index.cjs': `'use strict';
const table = new Map();
let calls = 0;
exports.remember = function remember(key, make) {
  calls += 1;
  if (!table.has(key)) table.set(key, make(key) + 2);
  return table.get(key);
};
exports.calls = () => calls;
exports.options = { scale: 3, deep: { by: 1 } };
exports.scale = (x) => x * exports.options.scale + exports.options.deep.by;
exports.Counter = class Counter {
  #n = 4;
  hit() { this.#n += 1; return this.#n; }
  get n() { return this.#n; }
};
`,
  'node_modules/registry/package.json':
    '{ "name": "registry", "version": "1.0.0", "exports": { "import": "./index.mjs" } }\n',
  'node_modules/registry/index.mjs': `import { twice } from './twice.mjs';
export let version = 2;
const entries = [];
export function register(entry) { entries.push(entry); version += 1; return entries.length; }
export const count = () => entries.length;
export const total = (x) => entries.reduce((sum, e) => sum + twice(typeof e === 'number' ? e : 1), x);
export class Shape {
  static made = 0;
  constructor(size = 3) { this.size = size; }
  area() { return twice(this.size) * Shape.made; }
}
export { twice };
`,
  'node_modules/registry/twice.mjs': 'export const twice = (x) => x * 2;\n',
};

type Outside = Omit<Entity, 'rank'>;

/** Draws what of the world the program uses. */
export function drawWorld(gen: Scope): void {
  const files: typeof PARTS = gen.features.files ? FILES : [];
  for (const [chance, name, part] of [...PARTS, ...files]) if (isOn(name) && gen.draw.chance(chance)) part(gen);
}

type Part = readonly [chance: number, name: string, part: (gen: Scope) => void];

const PARTS: readonly Part[] = [
  [0.45, 'env', environment],
  [0.35, 'argv', argumentList],
  [0.45, 'memo-lib', memoLibrary],
  [0.45, 'registry', registry],
  [0.08, 'process', processState],
  [0.08, 'global', globals],
  [0.06, 'builtin', builtins],
  [0.08, 'volatile', volatile],
];

const FILES: readonly Part[] = [
  [0.7, 'data', dataFiles],
  [0.7, 'out', outputFiles],
];

function outside(gen: Scope, shape: string, more: Partial<Outside>): void {
  gen.add({ id: 0, module: -1, shape, reads: [], values: [], writes: [], everywhere: true, ...more });
}

function environment(gen: Scope): void {
  outside(gen, 'env', {
    calm: true,
    reads: [
      () => expr`process.env.MODE`,
      () => expr`Number(process.env.LEVEL ?? 4)`,
      () => expr`('MODE' in process.env ? 1 : 2)`,
    ],
  });
}

function argumentList(gen: Scope): void {
  outside(gen, 'argv', {
    calm: true,
    reads: [() => expr`process.argv.length`, () => expr`process.argv[2]`, () => expr`Number(process.argv[3])`],
  });
}

function dataFiles(gen: Scope): void {
  const { draw } = gen;
  const fs = (name: string) => gen.give('node:fs', name);
  Object.assign(gen.files, DATA);
  const file = (): string => draw.pick(['a', 'b']);
  outside(gen, 'data', {
    calm: true,
    reads: [
      () => expr`Number(${fs('readFileSync')}('data/${file()}.txt', 'utf8').split(',').at(-1))`,
      () => expr`${fs('readFileSync')}('data/${file()}.txt').length`,
      () => expr`JSON.parse(${fs('readFileSync')}('data/c.json', 'utf8')).n`,
      () => expr`(${fs('existsSync')}('data/${draw.pick(['a', 'b', 'd'])}.txt') ? 1 : 2)`,
      () => expr`${fs('readdirSync')}('data').length`,
      () => expr`${fs('statSync')}('data/${file()}.txt').size`,
    ],
    values: [() => expr`JSON.parse(${fs('readFileSync')}('data/c.json', 'utf8'))`],
  });
}

function outputFiles(gen: Scope): void {
  const fs = (name: string) => gen.give('node:fs', name);
  const path = (): string => `'${gen.draw.pick(OUTPUTS)}'`;
  const writes: Make[] = [
    (b) => expr`${fs('writeFileSync')}(${path()}, 'w' + ${number(b, 1)});`,
    (b) => expr`${fs('writeFileSync')}(${path()}, 'w' + ${number(b, 1)});`,
    (b) => expr`${fs('appendFileSync')}(${path()}, 'a' + ${number(b, 1)});`,
    () => expr`${fs('rmSync')}(${path()}, { force: true });`,
    () => expr`${fs('mkdirSync')}('out/deep/er', { recursive: true });`,
    (b) => expr`${fs('writeFileSync')}('out/tmp', String(${number(b, 1)})); ${fs('renameSync')}('out/tmp', ${path()});`,
    () => expr`${fs('copyFileSync')}(${path()}, ${path()});`,
  ];
  outside(gen, 'out', {
    reads: [
      () => expr`(${fs('existsSync')}(${path()}) ? 1 : 2)`,
      () => expr`${fs('readFileSync')}(${path()}, 'utf8').length`,
      () => expr`${fs('readdirSync')}('out').length`,
    ],
    writes,
  });
}

function memoLibrary(gen: Scope): void {
  Object.assign(gen.files, PACKAGES);
  const lib = (name: string) => gen.give('memo-lib', name);
  outside(gen, 'memo-lib', {
    reads: [
      (b) => expr`${lib('remember')}(${b.gen.small(3)}, (k) => k + ${number(b, 2)})`,
      () => expr`${lib('calls')}()`,
      (b) => expr`${lib('scale')}(${b.gen.small(4)})`,
      () => expr`${lib('options')}.deep.by`,
      () => expr`new (${lib('Counter')})().hit()`,
    ],
    values: [() => expr`${lib('options')}`, () => expr`${lib('options')}.deep`, () => expr`${lib('Counter')}`],
    writes: [
      (b) => expr`${lib('options')}.scale = ${number(b, 1)};`,
      (b) => expr`${lib('options')}.deep = { by: ${b.gen.small()} };`,
      (b) => expr`${lib('remember')}(${b.gen.small(3)}, () => 1);`,
    ],
  });
}

function registry(gen: Scope): void {
  Object.assign(gen.files, PACKAGES);
  const lib = (name: string) => gen.give('registry', name);
  outside(gen, 'registry', {
    everywhere: false,
    reads: [
      () => expr`${lib('version')}`,
      () => expr`${lib('count')}()`,
      (b) => expr`${lib('total')}(${b.gen.small(4)})`,
      (b) => expr`new ${lib('Shape')}(${b.gen.small(4)}).area()`,
      (b) => expr`${lib('twice')}(${number(b, 1)})`,
    ],
    values: [() => expr`new ${lib('Shape')}()`, () => expr`${lib('Shape')}`],
    writes: [
      (b) => expr`${lib('register')}(${number(b, 1)});`,
      (b) => expr`${lib('Shape')}.made = ${b.gen.small()};`,
      (b) => expr`${lib('Shape')}.prototype.extra = ${b.gen.small()};`,
    ],
  });
}

/** What functions do to the process: none of it may get lost, or stay. */
function processState(gen: Scope): void {
  outside(gen, 'process', {
    reads: [() => expr`process.env.MODE`, () => expr`(process.exitCode ?? 1)`, () => expr`process.argv.length`],
    writes: [
      (b) => expr`process.env.MODE = String(${number(b, 1)});`,
      () => expr`delete process.env.LEVEL;`,
      (b) => expr`process.exitCode = ${b.gen.small()};`,
      () => expr`console.group('group');`,
      () => expr`console.groupEnd();`,
      () => expr`process.argv.push('more');`,
    ],
  });
}

function globals(gen: Scope): void {
  outside(gen, 'global', {
    reads: [
      () => expr`globalThis.shared`,
      () => expr`(typeof shared === 'undefined' ? 1 : shared)`,
      () => expr`('shared' in globalThis ? 1 : 2)`,
    ],
    writes: [
      (b) => expr`globalThis.shared = ${number(b, 1)};`,
      () => expr`delete globalThis.shared;`,
      // With a setter: node's contexts, in which the oracle runs, say nothing where one is missing.
      (b) =>
        expr`Object.defineProperty(globalThis, 'shared', { get: () => ${b.gen.small()}, set() {}, configurable: true });`,
      (b) =>
        expr`Object.defineProperty(globalThis, 'shared', { value: ${b.gen.small()}, writable: true, configurable: true });`,
    ],
  });
}

function builtins(gen: Scope): void {
  outside(gen, 'builtin', {
    reads: [
      (b) => expr`Math.max(${number(b, 2)}, ${b.gen.small()})`,
      () => expr`([].last ?? 3)`,
      () => expr`[3, 1].join('').length`,
    ],
    writes: [
      (b) => expr`Math.max = (...list) => ${b.gen.small()} + list.length;`,
      (b) => expr`Array.prototype.last = ${b.gen.small()};`,
      () => expr`delete Array.prototype.last;`,
    ],
  });
}

function volatile(gen: Scope): void {
  outside(gen, 'volatile', {
    reads: [
      (b) => expr`(Math.random() < 2 ? ${b.gen.small()} : 1)`,
      (b) => expr`(Date.now() > 5 ? ${b.gen.small()} : 1)`,
      (b) => expr`(new Date() > 5 ? ${b.gen.small()} : 1)`,
    ],
  });
}
