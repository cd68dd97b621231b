/**
 * Node's loader for programs of the fuzzer: ES modules, CommonJS and TypeScript by their extensions, packages by `main`
 * and `exports`. The modules are V8's own, so evaluation order, live bindings and cycles are node's.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import vm from 'node:vm';
import { init, parse } from 'cjs-module-lexer';
import { transformSync } from 'oxc-transform';
import ts from 'typescript';

await init();

type Exports = Record<string, unknown>;

/** One program's modules in one realm. */
export class Modules {
  readonly #context: vm.Context;
  readonly #builtins: Readonly<Record<string, Exports>>;
  readonly #modules = new Map<string, vm.Module>();
  readonly #required = new Map<string, { exports: unknown }>();

  constructor(context: vm.Context, builtins: Readonly<Record<string, Exports>>) {
    this.#context = context;
    this.#builtins = builtins;
  }

  /** Reads an ES module and all that it imports. */
  async load(file: string): Promise<vm.Module> {
    const module = this.#module(file);
    await module.link((specifier, from) => this.#module(this.#resolve(specifier, from.identifier, 'import')));
    return module;
  }

  #module(file: string): vm.Module {
    const known = this.#modules.get(file);
    if (known) return known;
    const module = this.#create(file);
    this.#modules.set(file, module);
    return module;
  }

  #create(file: string): vm.Module {
    const builtin = this.#builtins[file];
    if (builtin)
      return this.#face(file, ['default', ...Object.keys(builtin)], () => ({ ...builtin, default: builtin }));
    if (file.endsWith('.cjs')) {
      const names = new Set(['default', ...parse(readFileSync(file, 'utf8')).exports]);
      return this.#face(file, [...names], () => {
        const exports = this.require(file);
        return { ...(exports as Exports), default: exports };
      });
    }
    return new vm.SourceTextModule(sourceOf(file), { identifier: file, context: this.#context });
  }

  #face(file: string, names: string[], values: () => Exports): vm.Module {
    return new vm.SyntheticModule(
      names,
      function (this: vm.SyntheticModule) {
        const found = values();
        for (const name of names) this.setExport(name, found[name]);
      },
      { identifier: file, context: this.#context },
    );
  }

  /** Runs a CommonJS module, once. */
  require(file: string): unknown {
    const builtin = this.#builtins[file];
    if (builtin) return builtin;
    const known = this.#required.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.#required.set(file, module);
    const wrapper = vm.compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module'], {
      filename: file,
      parsingContext: this.#context,
    });
    // The object that a program sees must be of its own realm.
    module.exports = vm.runInContext('({})', this.#context);
    const require = (specifier: string): unknown => this.require(this.#resolve(specifier, file, 'require'));
    try {
      wrapper.call(module.exports, module.exports, require, module);
    } catch (error) {
      this.#required.delete(file);
      throw error;
    }
    return module.exports;
  }

  #resolve(specifier: string, from: string, kind: 'import' | 'require'): string {
    const bare = specifier.replace(/^node:/, '');
    if (bare in this.#builtins) return bare;
    if (specifier.startsWith('.')) return resolve(dirname(from), specifier);
    for (let folder = dirname(from); folder !== '/'; folder = dirname(folder)) {
      const home = join(folder, 'node_modules', specifier);
      if (existsSync(home)) return join(home, entryOf(home, kind));
    }
    throw new Error(`cannot find ${specifier} from ${from}`);
  }
}

function entryOf(home: string, kind: 'import' | 'require'): string {
  const { exports, main } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    exports?: Record<string, string>;
    main?: string;
  };
  return exports?.[kind] ?? main ?? 'index.js';
}

function sourceOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.ts')) return text;
  // The fast transform copies exports of a namespace that change; TypeScript's own reads them where they are.
  if (/\bnamespace\b/.test(text))
    return ts.transpile(text, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext });
  const { code, errors } = transformSync(file, text, { lang: 'ts', sourceType: 'module', target: 'es2023' });
  const error = errors.find(({ severity }) => severity === 'Error');
  if (error) throw new SyntaxError(`${file}: ${error.message}`);
  return code;
}
