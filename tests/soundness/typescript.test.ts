/** TypeScript as people write it: every form runs as it does when other tools make JavaScript of it, cold and warm. */
import type { Case } from './case.ts';
import { suite } from './suite.ts';

const forms: Case[] = [
  {
    name: 'enums: numbers, texts, computed, constant, merged, exported, inside functions',
    files: {
      'main.ts': `
      import { Far, Fixed } from './far.ts';
      enum Color { Red, Green = 'g', Blue = 1 << 2, Mix = Blue | 3, Long = 'abc'.length, 'with space' = 9 }
      const enum Step { One = 1, Two = One * 2, Text = \`t\${One}\` }
      enum Merged { A } enum Merged { B = 5, C = A + B }
      declare enum Ambient { X }
      function names(): string { return Object.keys(Color).join() + Color[4] + Color['with space'] }
      function sum(): number { enum Inner { P = 2, Q } return Inner.Q + Step.Two + Merged.C + Far.High + Fixed.F }
      function kind(value: Color): string { return value === Color.Green ? 'text' : typeof value }
      console.log(names(), sum(), kind(Color.Green), kind(Color.Red), Step.Text, Color, Merged, typeof Ambient);`,
      'far.ts': `
      export enum Far { Low = -1, High = ~Low + 10 }
      export const enum Fixed { F = 7 }`,
    },
    hits: ['names', 'sum', 'kind'],
    changes: [
      { name: 'a value', edit: { 'far.ts': ['F = 7', 'F = 8'] }, ran: ['sum'], hits: ['names', 'kind'] },
      { name: 'a member', edit: { 'main.ts': ['Red, Green', 'Red, Pink, Green'] }, ran: ['names'] },
      { name: 'types', edit: { 'main.ts': ['sum(): number', 'sum()'] }, hits: ['names', 'sum', 'kind'] },
    ],
  },
  {
    name: 'namespaces: nested, in several blocks, with changing exports, on functions, classes and enums',
    files: {
      'main.ts': `
      import { Kit } from './kit.ts';
      namespace Geo {
        export const unit = 3;
        export let calls = 0;
        export namespace Deep { export function area(w: number): number { return w * unit } }
        export function scale(x: number): number { calls++; return x * unit }
        export interface Shape { w: number }
      }
      namespace Geo { export const twice = unit * 2 + calls; export enum Axis { X = 1, Y } }
      namespace A.B.C { export const deep: string = 'deep' }
      function counter(): number { return counter.step } namespace counter { export const step = 7 }
      class Box { constructor(readonly w: number) {} } namespace Box { export const empty = new Box(0) }
      enum Level { Low } namespace Level { export function parse(text: string): Level { return text.length } }
      import area = Geo.Deep.area;
      declare namespace Nothing { const x: number }
      namespace Types { export type T = string }
      function call(x: number): number { return Geo.scale(x) + area(x) + Geo.twice + Geo.Axis.Y + counter() }
      function other(text: string): unknown { return [A.B.C.deep, Box.empty.w, Level.parse(text), Kit.name, Kit.made(2)] }
      console.log(call(2), Geo.calls, call(2), Geo.calls, other('ab'), typeof Nothing);`,
      'kit.ts': `export namespace Kit { export const name = 'kit'; export const made = (n: number) => n + name.length }`,
    },
    hits: ['call', 'other'],
    changes: [
      { name: 'an export', edit: { 'main.ts': ['unit = 3', 'unit = 4'] }, ran: ['call'], hits: ['other'] },
      { name: 'a function', edit: { 'main.ts': ['w * unit', 'w + unit'] }, ran: ['call'], hits: ['other'] },
      { name: 'another module', edit: { 'kit.ts': ["'kit'", "'kits'"] }, ran: ['other'], hits: ['call'] },
    ],
  },
  {
    name: 'classes: parameter properties, abstract, overloads, declared and definite fields, accessors, implements',
    files: {
      'main.ts': `
      interface Named { readonly name: string }
      abstract class Base<T> implements Named {
        declare ghost: number;
        later!: T;
        static count = 0;
        protected abstract size(): number;
        constructor(public readonly name: string, private bonus = 2, protected tags?: string[]) { Base.count++ }
        get total(): number { return this.size() + this.bonus }
        over(a: string): string; over(a: number): string;
        over(a: unknown): string { return typeof a + this.tags?.join() }
      }
      class Leaf extends Base<string> {
        override later = 'set';
        #hidden?: number = 4;
        constructor(name: string) { super(name, undefined, ['t']) }
        protected override size(): number { return this.name.length + (this.#hidden ?? 0) }
      }
      function use(name: string) { const leaf = new Leaf(name); return [leaf.total, leaf.over(1), Object.keys(leaf), 'ghost' in leaf] }
      function own(this: Named, extra?: number): string { return this.name + (extra as number) }
      function checked(x: unknown): asserts x is string { if (typeof x !== 'string') throw new TypeError('no text') }
      const fixed = { a: 1, b: [2] } as const satisfies Record<string, unknown>;
      function generic<const T extends readonly unknown[]>(list: T): T[0] | undefined { return list?.[0]! }
      console.log(use('abc'), own.call({ name: 'n' }, 2), fixed, generic([1, 2]), <string>generic(['x']));
      try { checked(1) } catch (error) { console.log((error as Error).message) }`,
    },
    hits: ['use', 'own', 'generic', 'checked'],
    changes: [
      { name: 'a default', edit: { 'main.ts': ['bonus = 2', 'bonus = 3'] }, ran: ['use'], hits: ['own', 'generic'] },
      { name: 'a modifier', edit: { 'main.ts': ['private bonus', 'protected bonus'] }, hits: ['use', 'own'] },
    ],
  },
  {
    name: 'imports and exports of types go away, those of values stay',
    files: {
      'main.ts': `
      import type { Row } from './rows.ts';
      import { type Row as Other, make, Unused } from './rows.ts';
      import type * as All from './gone.ts';
      import Default, * as rows from './rows.ts';
      export type { Row } from './rows.ts';
      type Later = import('./gone.ts').Gone;
      function call(row: Row): number { return make(row.n).n + rows.extra + new Default().n }
      console.log(call({ n: 1 } as Other), Object.keys(rows));
      export { call };`,
      'rows.ts': `
      console.log('rows are evaluated');
      export interface Row { n: number }
      export type Unused = string;
      export const make = (n: number): Row => ({ n: n * 2 });
      export const extra = 5;
      export default class implements Row { n = 1 }`,
    },
    hits: ['call'],
    changes: [{ name: 'code', edit: { 'rows.ts': ['n * 2', 'n * 3'] }, ran: ['call'] }],
  },
  {
    name: 'CommonJS in TypeScript: export =, import = require, ES syntax that becomes CommonJS',
    files: {
      'main.ts': `
      import whole = require('./whole.cts');
      import path = require('node:path');
      const es = require('./es.cts');
      function call(n: number): string { return path.basename('/a/b') + whole.double(n) + es.triple(n) + es.default(n) }
      console.log(call(2), Object.keys(es).sort(), whole.kind);
      export = { call };`,
      'package.json': '{}',
      'whole.cts': `
      import type { Kind } from './types.cts';
      const kind: Kind = 'k';
      export = { kind, double: (n: number) => n * 2 };`,
      'es.cts': `
      import { sep } from 'node:path';
      import whole from './whole.cts';
      export type Kind = string;
      export const triple = (n: number): string => sep + n * 3;
      export default (n: number): number => whole.double(n) + 1;`,
      'types.cts': 'export type Kind = string;',
    },
    hits: ['call'],
    changes: [
      { name: 'one', edit: { 'whole.cts': ['n * 2', 'n * 4'] }, ran: ['call'] },
      { name: 'the other', edit: { 'es.cts': ['n * 3', 'n * 5'] }, ran: ['call'] },
    ],
  },
  {
    name: 'specifiers that name the JavaScript, no extension, or a folder',
    files: {
      'main.ts': `
      import { a } from './lib/a.js';
      import { b } from './lib/b';
      import { c } from './lib/c.mjs';
      import { index } from './lib';
      import { plain } from './lib/plain';
      function call(): string { return a + b + c + index + plain }
      console.log(call());`,
      'lib/a.ts': "export const a: string = 'a';",
      'lib/b.tsx': "export const b: string = 'b';",
      'lib/c.mts': "export const c: string = 'c';",
      'lib/index.ts': "export const index: string = 'i';",
      'lib/plain.js': "export const plain = 'p';",
    },
    hits: ['call'],
    changes: [{ name: 'an index', edit: { 'lib/index.ts': ["'i'", "'j'"] }, ran: ['call'] }],
  },
  {
    name: 'resources: using, await using, in loops and blocks, with errors',
    files: {
      'main.ts': `
      const log: string[] = [];
      class Open { constructor(readonly name: string) {} [Symbol.dispose](): void { log.push('close ' + this.name) } }
      function work(n: number): number { using a = new Open('a' + n); using b = new Open('b' + n); return a.name.length + n + b.name.length }
      async function later(n: number): Promise<number> {
        await using r = { async [Symbol.asyncDispose]() { console.log('closed', n) } };
        console.log('open', n, typeof r);
        return n * 2;
      }
      function fails(): never { using _ = new Open('f'); throw new RangeError('inside') }
      function both(): never { using _ = { [Symbol.dispose]() { throw new Error('second') } }; throw new Error('first') }
      console.log(work(5), work(6), log.join());
      console.log(await later(3));
      try { fails() } catch (error) { console.log((error as Error).message, log.at(-1)) }
      try { both() } catch (error: any) { console.log(error.name, error.error.message, error.suppressed.message) }
      { using _ = new Open('block'); }
      for (using each of [new Open('1'), new Open('2')]) console.log(each.name);
      using nothing = null;
      using top = new Open('top');
      console.log(log.join(), nothing, top.name);
      export { top };`,
    },
    hits: ['work', 'later', 'fails'],
    bypass: { both: 'opaque-result' },
    changes: [{ name: 'what is closed', edit: { 'main.ts': ["'close '", "'shut '"] }, ran: ['work', 'fails'] }],
  },
];

const decorators: Case[] = [
  {
    name: 'decorators of classes, methods, getters, setters, fields, accessors, private and static members',
    files: {
      'main.ts': `
      const seen: string[] = [];
      function note(value: any, context: DecoratorContext): any {
        const { kind, name } = context as ClassMemberDecoratorContext;
        const member = 'static' in context ? [context.static, context.private] : [];
        seen.push([kind, String(name), member, typeof value, Object.keys(context).sort()].join(' '));
      }
      function twice(method: any, _: ClassMethodDecoratorContext) { return function (this: any, ...given: any[]) { return method.apply(this, given) * 2 } }
      function plus(by: number) { return (_: undefined, context: ClassFieldDecoratorContext) => (value: number) => value + by }
      function clamp(target: any, _: ClassAccessorDecoratorContext) {
        return { get(this: any) { return target.get.call(this) }, set(this: any, v: number) { target.set.call(this, Math.min(v, 9)) }, init(v: number) { return v + 0.5 } };
      }
      function shout(getter: any, _: ClassGetterDecoratorContext) { return function (this: any) { return getter.call(this) + '!' } }
      function sealed(made: any, context: ClassDecoratorContext) { context.addInitializer(function () { seen.push('made ' + (this as any).name) }); return class extends made { extra = context.name } as any }
      @sealed @note
      class Full {
        @note @plus(1) n = 1;
        @note @plus(2) static fixed = 5;
        @note @clamp accessor level = 3;
        static accessor shared = 1;
        @note #secret = 4;
        @note @twice run(x: number) { return x + this.#secret + this.n }
        @note static make() { return new this() }
        @note @shout get label() { return 'label' + this.level }
        @note set label(v: string) { seen.push(v) }
        @note #hidden() { return 1 }
        @note ['computed' + 1]() { return this.#hidden() }
      }
      function use(x: number): unknown {
        const full = Full.make() as any;
        full.level = 100;
        return [full.run(x), full.level, full.label, full.computed1(), full.extra, Full.fixed, full.constructor === Full];
      }
      console.log(seen.join('\\n'));
      console.log(use(1), use(2), use(1));
      console.log(Full.name, Full.shared++, Full.shared, Object.keys(new Full()));`,
    },
    hits: ['use'],
    changes: [
      { name: 'a decorator', edit: { 'main.ts': ['* 2 }', '* 3 }'] }, ran: ['use'] },
      { name: 'a factory', edit: { 'main.ts': ['value + by', 'value - by'] }, ran: ['use'] },
      { name: 'its argument', edit: { 'main.ts': ['@plus(1)', '@plus(7)'] }, ran: ['use'] },
      { name: 'the method', edit: { 'main.ts': ['x + this.#secret', 'x - this.#secret'] }, ran: ['use'] },
      { name: 'an accessor', edit: { 'main.ts': ['Math.min(v, 9)', 'Math.min(v, 8)'] }, ran: ['use'] },
      { name: 'the class', edit: { 'main.ts': ['extra = context.name', "extra = 'x' + context.name"] }, ran: ['use'] },
      { name: 'taken away', edit: { 'main.ts': ['@note @twice run', '@note run'] }, ran: ['use'] },
      { name: 'types', edit: { 'main.ts': ['use(x: number): unknown', 'use(x: number)'] }, hits: ['use'] },
    ],
  },
  {
    name: 'decorated methods are answered by themselves; what a decorator keeps is a dependency',
    files: {
      'main.ts': `
      import { counted, calls } from './counted.ts';
      class Model {
        constructor(private readonly rate: number) {}
        @counted slow(n: number): number { let sum = 0; for (let i = 0; i < n; i++) sum += i * this.rate; return sum }
        @bound later(n: number): number { return this.slow(n) + 1 }
      }
      function bound(value: any, context: ClassMethodDecoratorContext) {
        context.addInitializer(function () { (this as any)[context.name] = value.bind(this) });
      }
      function table(rate: number): number[] { const model = new Model(rate); const { later } = model; return [1, 2, 3].map(later) }
      console.log(table(2), table(3), calls());`,
      'counted.ts': `
      let total = 0;
      export const calls = () => total;
      export function counted<T extends (this: any, ...given: any[]) => any>(value: T, { name }: ClassMethodDecoratorContext): T {
        return function (this: any, ...given: any[]) { total += String(name).length; return value.apply(this, given) } as T;
      }`,
    },
    hits: ['table', 'calls'],
    changes: [
      { name: 'what it counts', edit: { 'counted.ts': ['String(name).length', '1'] }, ran: ['table'] },
      { name: 'the method', edit: { 'main.ts': ['i * this.rate', 'i + this.rate'] }, ran: ['table'] },
    ],
  },
  {
    name: 'metadata of decorators, where a program has the symbol',
    files: {
      'main.ts': `
      import './symbol.ts';
      import { rules, rule } from './rules.ts';
      class Form { @rule('required') name = ''; @rule('positive') age = 0 }
      class Longer extends Form { @rule('email') mail = '' }
      function check(value: object): string[] {
        return Object.entries(rules(value)).map(([key, what]) => key + ' ' + what + ' ' + (value as any)[key]);
      }
      console.log(check(new Form()), check(new Longer()));`,
      'symbol.ts': "(Symbol as any).metadata ??= Symbol('Symbol.metadata');",
      'rules.ts': `
      export function rule(what: string) { return (_: unknown, context: any) => { context.metadata[context.name] = what } }
      export function rules(value: object): Record<string, string> {
        const made: any = value.constructor;
        const all: Record<string, string> = {};
        for (const key in made[Symbol.metadata]) all[key] = made[Symbol.metadata][key];
        return all;
      }`,
    },
    bypass: {},
    changes: [{ name: 'a rule', edit: { 'main.ts': ["'required'", "'optional'"] }, ran: ['check'] }],
  },
  {
    name: 'decorated classes that are exported, expressions, and know themselves',
    files: {
      'main.ts': `
      import Default, { Named, made } from './classes.ts';
      function call(): unknown { return [new Default().n, new Named().self(), made.name, new made().k, Named.first instanceof Named] }
      console.log(call());`,
      'classes.ts': `
      const tag = (extra: number) => (value: any, context: ClassDecoratorContext) => { (value as any).tag = extra + String(context.name) };
      @tag(1) export default class { n = 1 }
      @tag(2) export class Named { static first = new Named(); self() { return Named === this.constructor && (Named as any).tag } }
      export const made = @tag(3) class { k = 3 };`,
    },
    hits: ['call'],
    changes: [{ name: 'an argument', edit: { 'classes.ts': ['tag(2)', 'tag(4)'] }, ran: ['call'] }],
  },
];

suite('TypeScript', forms);
suite('decorators', decorators);
