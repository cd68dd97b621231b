/** Loads modules for the engine: resolves names, reads sources, instruments them, keeps instrumented code by content. */
import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromData } from '../../engine/program/kept.ts';
import type { BuiltinNames, InstrumentOptions, ProgramData, SourceModule } from '../../engine/program/table.ts';
import { nowMs } from '../time.ts';
import type { BootImage } from './boot-image.ts';
import type { Guest } from './guest.ts';
import { FOREIGN, META, NAMES } from './hook-names.ts';
import type { LoadedModule } from './live-function.ts';
import { Admission } from './modules/admission.ts';
import { commonJsNames, reexportsThrough } from './modules/commonjs-names.ts';
import { builtinFacade, commonJsFacade, jsonFacade } from './modules/facade.ts';
import { checkedJson } from './modules/json-text.ts';
import { createResolver, type Resolved, type ResolvedFile, type Resolver } from './modules/resolve.ts';
import type { ModuleFiles, SyntaxReader } from './modules/tree.ts';
import type { Program } from './program.ts';

/** A place to keep instrumented code by its source and all else that it was made from. */
export interface CodeCache {
  get(source: string): string | undefined;
  put(source: string, code: string): void;
}

export interface LoaderOptions {
  readonly guest: Guest;
  readonly image: BootImage;
  readonly program: Program;
  readonly root: string;
  /** Whether the run may read a file, by its real path. */
  readonly mayRead: (file: string) => boolean;
  /** Wrap also functions that can never be slow. */
  readonly everything: boolean;
  readonly cache: CodeCache;
  readonly files: ModuleFiles;
  /** What the text of a module is read from, by its real path. */
  readonly sources: Pick<ModuleFiles, 'readFileSync'>;
  /** Parses and instruments; loaded when a source is new. */
  readonly reader: () => SourceReader;
  /** A module was added to the program: the memo table may want its entries. */
  readonly onModule: (module: LoadedModule) => void;
}

/** What reads sources that were not seen before. */
export interface SourceReader extends SyntaxReader {
  programData(source: SourceModule, options: InstrumentOptions): ProgramData;
}

const BUILTIN = 'node:';

export class Loader {
  readonly #options: LoaderOptions;
  readonly #resolver: Resolver;
  readonly #admission: Admission;
  /** Files by the names under which the engine knows them. */
  readonly #files = new Map<string, ResolvedFile>();
  /** Absolute paths by module name, those of modules that could not be read included. */
  readonly #paths = new Map<string, string>();
  /** Milliseconds spent reading and instrumenting: the host's work, not the guest's. */
  spentMs = 0;

  constructor(options: LoaderOptions) {
    this.#options = options;
    this.#admission = new Admission(options);
    const builtins = new Set(Object.keys(options.image.description.builtins));
    const syntax = keptSyntax(options);
    this.#resolver = createResolver(
      options.files,
      builtins,
      () => syntax,
      (path) => this.#admission.admits(path),
    );
  }

  resolve(specifier: string, parent: string, kind: 'import' | 'require'): Resolved {
    const resolved = this.#resolve(specifier, this.#files.get(parent)?.file ?? parent, kind);
    if (resolved.kind === 'file') this.#files.set(engineName(resolved), resolved);
    return resolved;
  }

  #resolve(specifier: string, parent: string, kind: 'import' | 'require'): Resolved {
    let resolved: Resolved;
    try {
      resolved = this.#resolver.resolve(specifier, parent, kind);
    } catch (error) {
      this.#admission.checkMissing(specifier, parent);
      throw error;
    }
    // The script asks for itself: that is how it is begun.
    if (resolved.kind === 'file' && specifier !== parent) this.#admission.check(specifier, parent, resolved.file);
    return resolved;
  }

  /** The engine's name of an imported module: its path and query, or `node:` and the builtin's name. */
  normalize(base: string, specifier: string): string {
    const resolved = this.resolve(specifier, base, 'import');
    return resolved.kind === 'builtin' ? BUILTIN + resolved.name : engineName(resolved);
  }

  /** The text of an ES module by its name. */
  moduleText(name: string): string {
    if (name.startsWith(BUILTIN)) return this.#builtinText(name.slice(BUILTIN.length));
    const format = this.#files.get(name)?.format ?? 'module';
    if (format === 'json') return jsonFacade(this.json(name));
    if (format === 'commonjs') return commonJsFacade(name, this.#commonJsNames(name), FOREIGN);
    return this.esModule(name);
  }

  #builtinText(name: string): string {
    return builtinFacade(name, this.#options.image.description.builtins[name] ?? [], FOREIGN);
  }

  #commonJsNames(file: string): readonly string[] {
    const reexports = reexportsThrough(this.#resolver, this.#options.files);
    return commonJsNames({ file, text: this.text(file) }, reexports);
  }

  /** The text of a file that is loaded. */
  text(file: string): string {
    return this.#options.sources.readFileSync(file).toString('utf8');
  }

  /** The text of a JSON file that is loaded. Throws a `ProgramSyntaxError`. */
  json(file: string): string {
    return checkedJson(this.text(file), file);
  }

  /** The text of an ES module of the program, instrumented, its `import.meta` filled in. */
  esModule(name: string): string {
    const { program, path, query } = this.load(name, 'module');
    if (!program.code.includes('import.meta')) return program.code;
    const url = pathToFileURL(path).href + query;
    return `${META}(import.meta,${JSON.stringify(path)},${JSON.stringify(url)});${program.code}`;
  }

  /** Reads, instruments and registers a module of the program by the engine's name. */
  load(name: string, format: 'module' | 'commonjs'): LoadedModule {
    const { program, everything, onModule } = this.#options;
    const known = program.byFile(name);
    if (known) return known;
    const { file: path, query } = this.#files.get(name) ?? { file: name, query: '' };
    const text = this.text(path);
    const own = !path.includes(`${sep}node_modules${sep}`);
    const module = moduleName(this.#options.root, path) + query;
    this.#paths.set(module, path);
    const source = { module, text, format, typescript: this.#resolver.typescript(path), own };
    const data = fromData(this.#cached(source, everything));
    const loaded = program.add({ file: name, path, query, source: text, own, program: data });
    onModule(loaded);
    return loaded;
  }

  #cached(source: SourceModule, everything: boolean): ProgramData {
    const { cache, image } = this.#options;
    const madeFrom = JSON.stringify([image.description.build, everything, source]);
    const began = nowMs();
    try {
      const kept = cache.get(madeFrom);
      if (kept !== undefined) return JSON.parse(kept) as ProgramData;
      const data = this.#options
        .reader()
        .programData(source, { names: NAMES, everything, builtins: builtinNames(image) });
      cache.put(madeFrom, JSON.stringify(data));
      return data;
    } finally {
      this.spentMs += nowMs() - began;
    }
  }

  /** An ES module and all that its imports lead to, but for what is not written as one. */
  graph(file: string): readonly LoadedModule[] {
    const found = new Map<string, LoadedModule>();
    const visit = (name: string): void => {
      if (found.has(name) || (this.#files.get(name)?.format ?? 'module') !== 'module') return;
      const module = this.load(name, 'module');
      found.set(name, module);
      for (const next of this.#imported(module)) visit(next);
    };
    visit(file);
    return [...found.values()];
  }

  /** What a module imports that can be found; what cannot is told when the engine asks for it. */
  #imported({ file, program }: LoadedModule): string[] {
    return program.imports.flatMap(({ specifier }) => {
      try {
        const name = this.normalize(file, specifier);
        return name.startsWith(BUILTIN) ? [] : [name];
      } catch {
        return [];
      }
    });
  }

  /** A module that was read, by the engine's name. */
  loaded(name: string): LoadedModule | undefined {
    return this.#options.program.byFile(name);
  }

  /** Where the module that the engine calls so was read from. */
  fileOf(name: string): string {
    return this.#files.get(name)?.file ?? name;
  }

  /** The text of a module by the engine's name: as JavaScript, and as it was written. */
  textsOf(name: string): [made: string, written: string] {
    return [this.moduleText(name), name.startsWith(BUILTIN) ? '' : this.text(this.fileOf(name))];
  }

  /** Whether an import of a module means the module that the engine calls so. */
  leadsTo(module: LoadedModule, specifier: string, name: string): boolean {
    try {
      return this.normalize(module.file, specifier) === name;
    } catch {
      return false;
    }
  }

  /** Where a module was read from. */
  pathOf(module: string): string {
    return this.#paths.get(module) ?? resolve(this.#options.root, module);
  }

  /** Evaluates the wrapper of a CommonJS file; answers the handle of its function. */
  commonJsWrapper(file: string): number {
    const { guest } = this.#options;
    return guest.evaluate(this.load(file, 'commonjs').program.code, file, false);
  }
}

function builtinNames({ description }: BootImage): BuiltinNames {
  return { globals: description.globals.map(({ name }) => name), modules: Object.keys(description.builtins) };
}

/** One module of the program per file and query; what is not its code is one whatever the query. */
function engineName({ file, query, format }: ResolvedFile): string {
  return format === 'module' ? file + query : file;
}

/** What the parser said of a text's format is kept with the instrumented code. */
function keptSyntax({ cache, image, reader }: LoaderOptions): SyntaxReader {
  const kept = (question: readonly string[], ask: () => boolean): boolean => {
    const madeFrom = JSON.stringify([image.description.build, ...question]);
    const before = cache.get(madeFrom);
    if (before !== undefined) return before === 'true';
    const answer = ask();
    cache.put(madeFrom, String(answer));
    return answer;
  };
  return {
    looksLikeModule: (text) => kept(['module', text], () => reader().looksLikeModule(text)),
    looksLikeTypeScriptModule: (file, text) =>
      kept(['typescript module', file, text], () => reader().looksLikeTypeScriptModule(file, text)),
  };
}

/** A module's name everywhere: its path below the project root, else the absolute one. */
export function moduleName(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith('..') ? file : path.split(sep).join('/');
}
