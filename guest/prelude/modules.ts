/** CommonJS inside the guest: `require`, its cache, and the faces by which ES modules import builtins and CommonJS. */
import { OP } from '../abi.ts';
import { builtin } from './builtins.ts';
import { ask, askJson, askText } from './door.ts';
import { frame } from './memo.ts';
import { createObject, defineProperty, jsonParse } from './primordials.ts';
import { state } from './state.ts';

/** Where a specifier leads, as the host answers. */
interface Resolved {
  readonly kind: 'builtin' | 'file';
  readonly name?: string;
  readonly file?: string;
  readonly format?: string;
}

export interface Module {
  id: string;
  path: string;
  exports: unknown;
  filename: string;
  loaded: boolean;
  children: Module[];
  paths: string[];
  parent: Module | undefined;
  require: Require;
}

interface Require {
  (specifier: string): unknown;
  resolve(specifier: string): string;
  cache: Record<string, Module>;
  main: Module | undefined;
  extensions: object;
}

/** Made at run time: what scripts can get at and change is no part of the boot image. */
function cache(): Record<string, Module> {
  state.requireCache ??= createObject(null) as Record<string, Module>;
  return state.requireCache;
}

function resolve(specifier: string, parent: string): Resolved {
  if (typeof specifier !== 'string') throw new TypeError('The "id" argument must be of type string');
  return askJson<Resolved>(OP.resolve, specifier, parent) as Resolved;
}

function makeRequire(module: Module | undefined, file: string): Require {
  const require = ((specifier: string): unknown => {
    const found = resolve(specifier, file);
    if (found.kind === 'builtin') return builtin(found.name as string);
    return requireFile(found.file as string, found.format as string, module);
  }) as Require;
  require.resolve = (specifier) => {
    const found = resolve(specifier, file);
    return (found.kind === 'builtin' ? specifier : found.file) as string;
  };
  require.cache = cache();
  require.main = state.mainModule;
  require.extensions = {};
  return require;
}

function createModule(file: string, parent: Module | undefined): Module {
  const path = file.slice(0, file.lastIndexOf('/')) || '/';
  const module = {
    id: file,
    path,
    exports: {},
    filename: file,
    loaded: false,
    children: [],
    paths: [],
  } as unknown as Module;
  // Not shown when a module is printed, as in node.
  defineProperty(module, 'parent', { value: parent, writable: true, configurable: true, enumerable: false });
  return module;
}

/** The exports of a file, evaluating it if this is the first time. */
function requireFile(file: string, format: string, parent: Module | undefined): unknown {
  const known = cache()[file];
  if (known) return known.exports;
  const module = createModule(file, parent);
  cache()[file] = module;
  try {
    if (format === 'json') module.exports = jsonParse(askText(OP.loadText, file));
    else if (format === 'module') module.exports = requireModule(file, parent);
    else evaluate(module, file);
  } catch (error) {
    delete cache()[file];
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

type Namespace = Record<string, unknown>;

/** What `require` gives for an ES module: its namespace, what it names `module.exports`, or a face that says `__esModule`. */
function requireModule(file: string, parent: Module | undefined): unknown {
  const namespaceOf = (marked: boolean): Namespace =>
    ask(OP.loadModule, file, parent?.filename ?? '', marked) as unknown as Namespace;
  const namespace = namespaceOf(false)['m'] as Namespace;
  if ('module.exports' in namespace) return namespace['module.exports'];
  return 'default' in namespace && !('__esModule' in namespace) ? namespaceOf(true) : namespace;
}

type Wrapper = (exports: unknown, require: Require, module: Module, file: string, folder: string) => void;

function evaluate(module: Module, file: string): void {
  const wrapper = ask(OP.loadScript, file) as unknown as Wrapper;
  module.require = makeRequire(module, file);
  Reflect.apply(wrapper, module.exports, [module.exports, module.require, module, file, module.path]);
}

/** Runs the entry script as CommonJS. */
export function requireMain(file: string): unknown {
  const module = createModule(file, undefined);
  module.id = '.';
  state.mainModule = module;
  cache()[file] = module;
  evaluate(module, file);
  module.loaded = true;
  return module.exports;
}

/** What an ES module gets that imports a builtin (`node:fs`) or a CommonJS file (a path). */
export function importForeign(what: string): unknown {
  const found = builtin(what);
  if (found !== undefined) return found;
  return requireFile(what, 'commonjs', undefined);
}

/** `createRequire` of node:module. */
export function createRequire(file: string): Require {
  // What it gives shows which modules were loaded, and what they hold.
  if (frame.active()) ask(OP.bypass, 'loads-module', 'makes a require function');
  const path = file.startsWith('file://') ? decodeURIComponent(file.slice('file://'.length)) : file;
  return makeRequire(undefined, path);
}

/** Fills `import.meta` before the module's first statement. */
export function fillMeta(meta: Record<string, unknown>, file: string, url: string): void {
  meta['dirname'] = file.slice(0, file.lastIndexOf('/')) || '/';
  meta['filename'] = file;
  meta['resolve'] = (specifier: string): string => {
    const found = resolve(specifier, file);
    return found.kind === 'builtin' ? `node:${found.name}` : `file://${encodeURI(found.file as string)}`;
  };
  meta['url'] = url;
}
