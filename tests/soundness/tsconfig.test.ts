/** What a tsconfig.json says of running is part of the program: how TypeScript becomes JavaScript, and where names lead. */
import type { Case, Files } from './case.ts';
import { suite } from './suite.ts';

const config = (options: unknown): Files => ({ 'tsconfig.json': JSON.stringify({ compilerOptions: options }) });

const settings: Case[] = [
  {
    name: 'legacy decorators',
    files: {
      'main.ts': `
      const seen: string[] = [];
      const log = (tag: string): any => (target: any, name?: string, given?: any) => {
        seen.push([tag, typeof target, name, typeof given].join(' '));
        if (given && typeof given === 'object' && typeof given.value === 'function') {
          const inner = given.value;
          given.value = function (...all: any[]) { return inner.apply(this, all) + 1 };
        }
      };
      @log('class')
      class Service {
        @log('field') count: number = 1;
        constructor(@log('parameter') private readonly base: number) {}
        @log('method') add(@log('given') x: number, text: string): number { return this.base + x + text.length }
        @log('accessor') get twice(): number { return this.base * 2 }
      }
      function use(n: number): unknown[] { const made = new Service(n); return [made.add(2, 'abc'), made.twice, Object.keys(made)] }
      console.log(seen.join(' | '));
      console.log(use(1), use(2));`,
      ...config({ experimentalDecorators: true, target: 'es2022' }),
    },
    hits: ['use'],
    changes: [
      { name: 'a decorator', edit: { 'main.ts': ['all) + 1', 'all) + 5'] }, ran: ['use'] },
      { name: 'the method', edit: { 'main.ts': ['base + x', 'base - x'] }, ran: ['use'] },
    ],
  },
  {
    name: 'metadata of types, for whoever defines what takes it',
    files: {
      'main.ts': `
      const seen: string[] = [];
      (Reflect as any).metadata = (key: string, value: any) => (target: any, name?: string) => {
        seen.push([key, name ?? 'class', Array.isArray(value) ? value.map((v) => v.name).join('+') : value?.name].join(' '));
      };
      const mark: any = () => undefined;
      @mark class Service {
        @mark when: Date | null = null;
        constructor(readonly base: number) {}
        @mark add(x: number, text: string, list: string[]): Service { return this }
      }
      function use(n: number): number { return new Service(n).base }
      console.log(seen.join(' | '), use(2));`,
      ...config({ experimentalDecorators: true, emitDecoratorMetadata: true }),
    },
    bypass: { use: 'patched-builtins' },
    changes: [{ name: 'none', edit: { 'tsconfig.json': [',"emitDecoratorMetadata":true', ''] }, ran: ['use'] }],
  },
  {
    name: 'fields that are assigned, not defined',
    files: {
      'main.ts': `
      class Base { set level(v: number) { console.log('set', v) } #own = 2; own() { return this.#own } }
      class Derived extends Base { override level = 1; later?: number; static first = [1]; constructor(readonly id: number) { super() } }
      function make(n: number): string { const made = new Derived(n); return JSON.stringify([Object.keys(made), 'later' in made, made.own(), Derived.first]) }
      console.log(make(1));`,
      ...config({ useDefineForClassFields: false }),
    },
    hits: ['make'],
    changes: [
      { name: 'defined', edit: { 'tsconfig.json': ['false', 'true'] }, ran: ['make'] },
      {
        name: 'by an old target',
        write: { 'tsconfig.json': '{ "compilerOptions": { "target": "ES2020" } }' },
        hits: ['make'],
      },
      { name: 'no tsconfig', write: { 'tsconfig.json': null }, hits: ['make'] },
    ],
  },
  {
    name: 'imports that stay for what they do',
    files: {
      'main.ts': `
      import { Type } from './side.ts';
      function call(x: Type): number { return x + 1 }
      console.log(call(1));`,
      'side.ts': "export const Type = 1; export type Type = number; console.log('side');",
      ...config({ verbatimModuleSyntax: true }),
    },
    hits: ['call'],
    changes: [{ name: 'not kept', edit: { 'tsconfig.json': ['true', 'false'] }, hits: ['call'] }],
  },
  {
    name: 'JSX: automatic, with a pragma, by the settings, in .tsx and .jsx',
    files: {
      'main.tsx': `
      /** @jsx h */
      /** @jsxFrag Frag */
      import { h, Frag } from './h.js';
      import { auto } from './auto.tsx';
      import { plain } from './plain.jsx';
      import { configured } from './configured.tsx';
      const Title = ({ text }: { text: string }) => <h1>{text}</h1>;
      function page(n: number) { return <div id="x" {...{ n }}>hi {n} &amp; <b/><>{[1, 2].map((k) => <i key={k}>{k}</i>)}</><Title text="t" /></div> }
      function all() { return [auto(), plain(), configured()] }
      console.log(JSON.stringify(page(1)), JSON.stringify(all()));`,
      'h.ts': `
      export const Frag = 'frag';
      export const h = (type: any, props: any, ...children: any[]): unknown => typeof type === 'function' ? type({ ...props, children }) : { type, props, children };`,
      'auto.tsx': '/** @jsxImportSource made */\nexport function auto() { return <p id="a" key="k">one<b>two</b></p> }',
      'plain.jsx':
        '/** @jsx mk */\nconst mk = (t, p, ...c) => [t, p, c];\nexport function plain() { return <q a="1">x</q> }',
      'configured.tsx':
        'const el = (...all: any[]) => all;\nexport function configured() { return <u>{el.length}</u> }',
      'node_modules/made/package.json':
        '{ "name": "made", "type": "module", "exports": { "./jsx-runtime": "./run.js" } }',
      'node_modules/made/run.js':
        'export const jsx = (...all) => ["jsx", ...all]; export const jsxs = (...all) => ["jsxs", ...all]; export const Fragment = 0;',
      ...config({ jsx: 'react', jsxFactory: 'el' }),
    },
    hits: ['page', 'all'],
    changes: [
      { name: 'the factory', edit: { 'h.ts': ['{ type, props', '{ t: type, props'] }, ran: ['page'], hits: ['all'] },
      {
        name: 'another kind',
        edit: { 'tsconfig.json': ['"jsxFactory":"el"', '"jsxFactory":"el.apply"'] },
        ran: ['all'],
        hits: ['page'],
      },
    ],
  },
];

const names: Case[] = [
  {
    name: 'paths and baseUrl: exact, patterns, several targets, folders, comments, trailing commas',
    files: {
      'src/main.ts': `
      import { a } from '@lib/a';
      import { b } from '@lib/deep/b.js';
      import { exact } from 'exact';
      import { second } from '@try/second';
      import { index } from '~/folder';
      import { based } from 'src/based';
      import dep from 'dep';
      import { sep } from 'path';
      function call(): string { return [a, b, exact, second, index, based, dep, sep].join() }
      console.log(call());
      const { late } = await import('@lib/late');
      console.log(late);`,
      'src/lib/a.ts': "export const a = 'a';",
      'src/lib/deep/b.ts': "export const b = 'b';",
      'src/lib/late.ts': "export const late = 'late';",
      'other/a.ts': "export const a = 'other a';",
      'src/exact.mts': "export const exact = 'exact';",
      'src/two/second.tsx': "export const second = 'second';",
      'src/folder/index.ts': "export const index = 'index';",
      'src/based.ts': "export const based = 'based';",
      'types/dep.d.ts': 'declare const dep: string; export default dep;',
      'node_modules/dep/package.json': '{ "name": "dep", "main": "main.js" }',
      'node_modules/dep/main.js': "module.exports = 'dep';",
      'tsconfig.json': `// where things are
      {
        /* all of it */ "compilerOptions": {
          "baseUrl": ".", // a comment with "quotes"
          "paths": {
            "@lib/*": ["src/lib/*"],
            "@lib/deep/*": ["src/lib/deep/*"],
            "exact": ["./src/exact.mts"],
            "@try/*": ["src/one/*", "src/two/*"],
            "~/*": ["./src/*"],
            "dep": ["types/dep.d.ts", "types/dep"],
          },
        },
      }`,
    },
    hits: ['call'],
    changes: [
      {
        name: 'leads elsewhere',
        edit: { 'tsconfig.json': ['["src/lib/*"]', '["other/*", "src/lib/*"]'] },
        ran: ['call'],
      },
      { name: 'the file', edit: { 'src/lib/a.ts': ["'a'", "'A'"] }, ran: ['call'] },
      {
        name: 'a target that was missing',
        write: { 'src/one/second.ts': "export const second = 'first';" },
        ran: ['call'],
      },
      { name: 'a comment', edit: { 'tsconfig.json': ['all of it', 'all'] }, hits: ['call'] },
    ],
  },
  {
    name: 'extends: a chain, a list, a package, each with paths of its own',
    files: {
      'app/main.ts': `
      import { one } from '#one';
      import { one as same } from '@one';
      class Base { set x(v: number) { console.log('set', v) } } class Field extends Base { override x = 1 }
      function call(): string { return one + same + Object.keys(new Field()) }
      console.log(call());`,
      'app/package.json': '{ "type": "module", "imports": { "#one": "./lib/one.ts" } }',
      'app/lib/one.ts': "export const one: string = 'one';",
      'app/tsconfig.json': '{ "extends": ["../base", "kept/tsconfig.json"], "compilerOptions": { "strict": true } }',
      'base.json': '{ "extends": "./root.json", "compilerOptions": { "paths": { "@one": ["./app/lib/one"] } } }',
      'root.json': '{ "compilerOptions": { "useDefineForClassFields": true, "paths": { "@one": ["./nowhere"] } } }',
      'node_modules/kept/tsconfig.json': '{ "compilerOptions": { "useDefineForClassFields": false } }',
    },
    hits: ['call'],
    changes: [
      { name: 'a base', edit: { 'node_modules/kept/tsconfig.json': ['false', 'true'] }, ran: ['call'] },
      { name: 'what is extended', edit: { 'app/tsconfig.json': [', "kept/tsconfig.json"', ''] }, hits: ['call'] },
    ],
  },
];

suite('tsconfig: settings', settings);
suite('tsconfig: names', names);
