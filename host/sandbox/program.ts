/**
 * The loaded program: its modules, which function a bytecode is, which cell is which variable.
 * What the engine asks of the program, and what the heap walker asks of code, is answered here.
 */
import type {
  ImportBinding,
  ProgramFunction,
  ProgramPort,
  Reach,
  ToldVariable,
  VariableAddress,
} from '../../engine/ports.ts';
import type { FillVariable, FunctionInfo, ProgramModule, VariableInfo } from '../../engine/program/table.ts';
import type { BootImage } from './boot-image.ts';
import { isGlobalVariable } from './closures.ts';
import { GlobalVariables } from './global-variables.ts';
import type { Guest } from './guest.ts';
import type { CodeReader, KnownCode } from './heap-walker.ts';
import { BYTECODE, CELL, CTX, MODULE, OBJECT, TAG } from './layout.ts';

/** A function of the program in this run. */
export interface LiveFunction extends ProgramFunction, KnownCode {
  isStatic: boolean;
  bypass: string | null;
  readonly info: FunctionInfo;
  readonly owner: LoadedModule;
  /** Set while the host runs the body of a framed call: the next prologue is its own. */
  passing: boolean;
  /** The cell that says in which epoch it was marked; found when first needed. */
  markCell: number;
  /** Why its mere running makes the frames above it unstorable; null for ordinary code. */
  refusal: readonly [code: string, text: string] | null;
  /** Whether it reads where its module stands (`import.meta.url` and the like). */
  readonly knowsItsPlace: boolean;
  /** Whether the report has its reason for never being a candidate. */
  told: boolean;
  /** Whether it mentions the name of its own expression: then its own properties are state that it can reach. */
  readonly knowsItself: boolean;
  /** The variables it can reach, once known (static functions only: their cells never differ). */
  reach: Reach | null;
}

/** A module's source and where it came from. */
export interface ModuleSource {
  /** The file name that the engine keeps: path and query. */
  readonly file: string;
  /** Absolute path. */
  readonly path: string;
  /** `?x#y` of the import, or empty: node evaluates one module per file and query. */
  readonly query: string;
  readonly own: boolean;
  readonly program: ProgramModule;
  readonly source: string;
}

/** A module of the program in this run. */
export interface LoadedModule extends ModuleSource {
  /** Root-relative path, and the query. */
  readonly module: string;
  readonly functions: readonly LiveFunction[];
  readonly byPath: ReadonlyMap<string, LiveFunction>;
  /** Addresses of variables' cells by name, complete once the module is linked. */
  readonly cells: Map<string, number>;
  linked: boolean;
}

interface NamedCell extends VariableAddress {
  readonly module: LoadedModule;
}

const GLOBAL_SCOPE = '';
const META_BINDING = 'import.meta';
/** What the engine calls the objects in which names of eval and with are looked up; functions capture them. */
const DYNAMIC_SCOPES = ['<var>', '<arg_var>', '<with>'];

export class Program implements ProgramPort, CodeReader {
  readonly #guest: Guest;
  readonly #image: BootImage;
  readonly #modules = new Map<string, LoadedModule>();
  readonly #files = new Map<string, LoadedModule>();
  readonly #codes = new Map<number, LiveFunction | null>();
  readonly #named = new Map<number, NamedCell>();
  readonly #globals: GlobalVariables;
  readonly #fills = new Map<string, FillVariable>();
  readonly #variables = new Map<string, VariableInfo>();
  /** Scopes that were entered, by module and function. */
  readonly #entered = new Set<string>();
  #unlinked: LoadedModule[] = [];
  readonly #makers: ReadonlySet<number>;
  /** The first place in the loaded modules that changes builtins. */
  #patching: string | null = null;

  constructor(guest: Guest, image: BootImage) {
    this.#guest = guest;
    this.#image = image;
    this.#globals = new GlobalVariables(guest);
    const makers = Object.entries(image.description.entries).filter(([name]) => name.startsWith('makesCode'));
    this.#makers = new Set(makers.map(([, handle]) => guest.word(handle)));
  }

  // ---------- modules

  add(source: ModuleSource): LoadedModule {
    const { file, program } = source;
    const functions: LiveFunction[] = [];
    const module: LoadedModule = {
      ...source,
      module: program.module,
      functions,
      byPath: new Map(),
      cells: new Map(),
      linked: false,
    };
    for (const info of program.functions) functions.push(liveFunction(info, module));
    for (const fn of functions) (module.byPath as Map<string, LiveFunction>).set(fn.path, fn);
    for (const variable of program.variables) this.#variables.set(`${program.module}\0${variable.name}`, variable);
    for (const fill of program.fills.variables) this.#fills.set(`${program.module}\0${fill.name}`, fill);
    const { patch } = program;
    if (patch) this.#patching ??= `${patch.what} (${program.module}:${patch.line})`;
    this.#modules.set(program.module, module);
    this.#files.set(file, module);
    this.#unlinked.push(module);
    return module;
  }

  module(name: string): LoadedModule | undefined {
    return this.#modules.get(name);
  }

  byFile(file: string): LoadedModule | undefined {
    return this.#files.get(file);
  }

  get modules(): Iterable<LoadedModule> {
    return this.#modules.values();
  }

  // ---------- code

  code(bytecode: number): LiveFunction | null;
  code(module: string, path: string): { identity: string; line: number } | undefined;
  code(a: number | string, path?: string): LiveFunction | null | { identity: string; line: number } | undefined {
    if (typeof a === 'number') return this.#codeOf(a);
    const fn = this.#modules.get(a)?.byPath.get(path as string);
    if (!fn || this.#isUnready(fn)) return undefined;
    return { identity: fn.identity, line: fn.site.line };
  }

  /** A function whose variable is not initialised yet cannot be called by name: its trace does not hold. */
  #isUnready(fn: LiveFunction): boolean {
    if (fn.binding === null) return false;
    this.#link();
    const cell = fn.owner.cells.get(fn.binding);
    if (cell === undefined) return false;
    return this.#guest.tag(this.#guest.word(cell + CELL.value)) !== TAG.object;
  }

  #codeOf(bytecode: number): LiveFunction | null {
    const known = this.#codes.get(bytecode);
    if (known !== undefined) return known;
    const module = this.#files.get(this.#guest.atomText(this.#guest.word(bytecode + BYTECODE.fileName)));
    const fn = module ? this.#tagged(module, bytecode) : null;
    if (!fn) return null;
    this.#guest.keepCode(bytecode);
    this.#codes.set(bytecode, fn);
    return fn;
  }

  isFieldsOf(bytecode: number): boolean {
    const guest = this.#guest;
    if (guest.word(bytecode + BYTECODE.sourceLength) !== 0) return false;
    return this.#files.has(guest.atomText(guest.word(bytecode + BYTECODE.fileName)));
  }

  /** The function whose number stands in the tag that opens the text kept by the engine. */
  #tagged(module: LoadedModule, bytecode: number): LiveFunction | null {
    const start = this.#guest.word(bytecode + BYTECODE.source);
    const length = this.#guest.word(bytecode + BYTECODE.sourceLength);
    const text = Buffer.from(this.#guest.u8.buffer, start, length).toString('latin1');
    const tag = TAG_PATTERN.exec(text);
    return tag ? (module.functions[Number(tag[1])] ?? null) : null;
  }

  // ---------- variables

  isNamedCell(cell: number): boolean {
    this.#link();
    return this.#named.has(cell);
  }

  makesCode(address: number): boolean {
    return this.#makers.has(address);
  }

  bootNumber(address: number): number {
    return this.#image.bootNumber(address);
  }

  /** The cell of a variable, or 0. */
  cell(scope: string, name: string): number {
    this.#link();
    if (scope === GLOBAL_SCOPE) return this.#globals.cell(name);
    return this.#modules.get(scope)?.cells.get(name) ?? 0;
  }

  /** What is known of a variable that guarded places fill; undefined for every other. */
  fillOf(scope: string, name: string): FillVariable | undefined {
    return this.#fills.get(`${scope}\0${name}`);
  }

  /** Cells of all that a function captured, but for those of the global scope. */
  captured(object: number): number[] {
    return [...this.#capturedCells(object).values()];
  }

  /** Why a variable cannot be observed, in words; null for an ordinary one, and for a name that means nothing. */
  unobservable(scope: string, name: string): string | null {
    if (scope === GLOBAL_SCOPE) return this.#globals.isAccessor(name) ? 'an accessor of the global object' : null;
    return this.#modules.has(scope) && this.cell(scope, name) === 0 ? 'what has no place yet' : null;
  }

  variableLine(scope: string, name: string): number | undefined {
    return this.#variables.get(`${scope}\0${name}`)?.line;
  }

  /** Whether a variable may come to hold another value. What faces of builtins and CommonJS export never does. */
  isRebound(scope: string, name: string): boolean {
    const variable = this.#variables.get(`${scope}\0${name}`);
    if (!variable) return true;
    if (variable.kind !== 'import') return variable.rebound || variable.kind === 'namespace';
    const declared = this.#named.get(this.cell(scope, name));
    if (!declared || (declared.scope === scope && declared.name === name)) return false;
    return this.isRebound(declared.scope, declared.name);
  }

  patchedBuiltin(): string | null {
    return this.#image.patched(this.#guest);
  }

  patchingPlace(): string | null {
    return this.#patching;
  }

  /** The cell that holds a function's mark: it captured that one itself. */
  markCell(fn: LiveFunction, object: number): number {
    return this.#capturedCells(object).get(markVariable(fn.info.id)) ?? 0;
  }

  /** What a function can read or write outside itself, given the function object that runs. */
  reach(fn: LiveFunction, object: number): Reach {
    if (fn.reach && fn.isStatic) return fn.reach;
    this.#link();
    const { reach, settled } = this.#reachOf(fn, object);
    if (fn.isStatic && settled && this.#unlinked.length === 0) fn.reach = reach;
    return reach;
  }

  #reachOf(fn: LiveFunction, object: number): { reach: Reach; settled: boolean } {
    const captured = this.#capturedCells(object);
    if (DYNAMIC_SCOPES.some((name) => captured.has(name)))
      fn.refusal ??= ['dynamic-scope', `${fn.path} looks names up where eval or with may have put them`];
    const variables: VariableAddress[] = [];
    const bindings: ImportBinding[] = [];
    let settled = true;
    if (fn.knowsItsPlace) bindings.push({ scope: fn.module, name: META_BINDING, target: fn.owner.file });
    for (const [name, use] of Object.entries(fn.info.uses)) {
      const imported = importKey(fn.owner, name);
      // A class does not capture what only its members mention.
      const cell = captured.get(name) ?? (imported ? fn.owner.cells.get(name) : undefined);
      const named = cell === undefined ? undefined : this.#named.get(cell);
      const address = named ?? this.#byName(fn.owner, name);
      if (!address) continue;
      if (imported) bindings.push({ scope: fn.module, name: imported, target: targetOf(address) });
      const constant = use === 'call' && this.#holdsStaticFunction(address);
      if (constant && this.#isReady(address)) continue;
      if (constant) settled = false;
      variables.push(address);
    }
    return { reach: { variables, bindings, tells: tellsOf(fn) }, settled };
  }

  /** Whether a variable holds a value yet: before that, calling it by name fails. */
  #isReady({ scope, name }: VariableAddress): boolean {
    const cell = this.cell(scope, name);
    return cell !== 0 && this.#guest.tag(this.#guest.word(cell + CELL.value)) === TAG.object;
  }

  binding(module: string, name: string): string | undefined {
    if (name === META_BINDING) return this.#modules.get(module)?.file;
    this.#link();
    const owner = this.#modules.get(module);
    const local = owner?.program.variables.find((v) => importKey(owner, v.name) === name)?.name;
    const cell = local === undefined ? undefined : owner?.cells.get(local);
    const named = cell === undefined ? undefined : this.#named.get(cell);
    return named && targetOf(named);
  }

  /** A variable of the function's own module, or one that the program made global; builtins are guarded as a whole. */
  #byName(module: LoadedModule, name: string): VariableAddress | null {
    if (module.cells.has(name) || this.#variables.has(`${module.module}\0${name}`))
      return { scope: module.module, name };
    return this.#image.isBootGlobal(name) ? null : { scope: GLOBAL_SCOPE, name };
  }

  /** Names and cells that a function object captured, but for those of the global scope. */
  #capturedCells(object: number): Map<string, number> {
    const guest = this.#guest;
    const bytecode = guest.word(object + OBJECT.payload);
    const cells = guest.word(object + 36);
    const names = guest.word(bytecode + BYTECODE.closureVars);
    const captured = new Map<string, number>();
    for (let k = guest.word(bytecode + BYTECODE.closureVarCount) - 1; k >= 0; k--)
      if (!isGlobalVariable(guest, bytecode, k))
        captured.set(guest.atomText(guest.word(names + 8 * k + 4)), guest.word(cells + 4 * k));
    return captured;
  }

  /** A name that always means the same function needs no observing: the function is marked when it runs. */
  #holdsStaticFunction({ scope, name }: VariableAddress): boolean {
    const module = this.#modules.get(scope);
    const variable = this.#variables.get(`${scope}\0${name}`);
    if (!module || !variable || variable.rebound || variable.functionId === null) return false;
    const fn = module.functions[variable.functionId];
    return fn?.isStatic === true && fn.info.kind !== 'class';
  }

  // ---------- linking: cells exist once the engine has made the module's function

  #link(): void {
    if (this.#unlinked.length > 0) this.#linkModules();
  }

  #linkModules(): void {
    const guest = this.#guest;
    const head = guest.ctx + CTX.modules;
    const waiting = new Map(this.#unlinked.map((module) => [module.file, module]));
    for (let link = guest.word(head + 4); link !== head; link = guest.word(link + 4)) {
      const definition = link - MODULE.link;
      if (guest.tag(definition + MODULE.function) !== TAG.object) continue;
      const module = waiting.get(guest.atomText(guest.word(definition + MODULE.name)));
      if (!module) continue;
      const captured = this.#capturedCells(guest.word(definition + MODULE.function));
      for (const [name, cell] of captured) this.#adopt(module, name, cell);
      module.linked = true;
    }
    this.#unlinked = this.#unlinked.filter((module) => !module.linked);
  }

  /** Cells of a CommonJS wrapper or of a function that ran while its module was evaluated. */
  addScope(module: LoadedModule, functionId: number, object: number): void {
    const isWrapper = functionId < 0;
    // The module's own variables come first, or the names inside would be taken for names of nowhere.
    if (!isWrapper) this.#link();
    const prefix = isWrapper ? '' : `${(module.functions[functionId] as LiveFunction).path}:`;
    const key = `${module.module}\0${functionId}`;
    if (this.#entered.has(key)) return this.#abandonScope(module, functionId, prefix);
    this.#entered.add(key);
    const scope = module.program.scopes.find((s) => s.functionId === functionId);
    for (const [name, cell] of this.#capturedCells(object)) {
      if (module.cells.has(prefix + name)) continue;
      this.#adopt(module, prefix + name, cell);
      const variable = scope?.variables.find((v) => v.name === name);
      if (variable) this.#variables.set(`${module.module}\0${prefix}${name}`, variable);
    }
    if (!isWrapper) return;
    module.linked = true;
    this.#unlinked = this.#unlinked.filter((other) => other !== module);
  }

  /** A scope entered again has two sets of variables: its names say nothing any more, its functions are closures. */
  #abandonScope(module: LoadedModule, functionId: number, prefix: string): void {
    for (const [name, cell] of [...module.cells]) {
      if (!name.startsWith(prefix)) continue;
      module.cells.delete(name);
      this.#named.delete(cell);
    }
    const inside = functionId < 0 ? '' : `${(module.functions[functionId] as LiveFunction).path}/`;
    for (const fn of module.functions) if (fn.path.startsWith(inside)) abandon(fn);
  }

  /** Imported variables belong to the module that declares them, whichever is linked first. */
  #adopt(module: LoadedModule, name: string, cell: number): void {
    module.cells.set(name, cell);
    const declared = this.#variables.get(`${module.module}\0${name}`);
    const imported = declared?.kind === 'import' || declared?.kind === 'namespace';
    if (!this.#named.has(cell) || (declared && !imported))
      this.#named.set(cell, { module, scope: module.module, name });
  }
}

/** An imported name as code identity spells it, or null for a variable of the module's own. */
function importKey({ program }: LoadedModule, local: string): string | null {
  for (const { specifier, names } of program.imports)
    for (const name of names) if (name.local === local) return `${name.imported} from ${specifier}`;
  return null;
}

/** What it does with fill variables of its module outside the guarded places. */
function tellsOf({ owner, module, info: { id } }: LiveFunction): ToldVariable[] {
  return owner.program.fills.variables.flatMap(({ name, readers, writers }) => {
    const writes = writers.includes(id);
    return writes || readers.includes(id) ? [{ scope: module, name, writes }] : [];
  });
}

function targetOf({ scope, name }: VariableAddress): string {
  return `${scope}#${name}`;
}

/** A function of a scope that was entered again is no candidate, and no call that ran it is stored. */
function abandon(fn: LiveFunction): void {
  fn.isStatic = false;
  fn.reach = null;
  fn.bypass = 'belongs to a scope that was entered again';
  fn.refusal = ['scope-again', `${fn.path} belongs to a scope that was entered again`];
}

const TAG_PATTERN = /\/\*\$(\d+)\*\//;

function liveFunction(info: FunctionInfo, owner: LoadedModule): LiveFunction {
  const { module } = owner.program;
  const meta = metaUse(info, owner);
  return {
    site: { module, path: info.path, line: info.line, column: info.column },
    name: info.name,
    module,
    path: info.path,
    identity: info.identity,
    isClass: info.kind === 'class',
    bypass: owner.own ? info.bypass : 'is a function of a package',
    isStatic: info.isStatic,
    binding: info.binding,
    info,
    owner,
    passing: false,
    knowsItself: namesItself(info, owner),
    told: false,
    markCell: 0,
    refusal: refusalOf(info) ?? (meta === 'object' ? ['import-meta', `${info.path} uses import.meta`] : null),
    knowsItsPlace: meta === 'place',
    reach: null,
  };
}

/** A function expression's own name is a variable inside it, which no cell outside shows. */
function namesItself({ id, kind, uses, binding }: FunctionInfo, { program }: LoadedModule): boolean {
  if (kind !== 'function') return false;
  const text = program.originalText(id);
  const name = /^(?:async\s+)?function\b[\s*]*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(text)?.[1];
  // A declaration's name is a variable outside it, which is observed like any other.
  if (name === undefined || name === binding?.split(':').at(-1) || name in uses) return false;
  return text.split(name).length > 2;
}

/** What a function does with `import.meta`: where the module stands is a fact; the rest is an object nobody observes. */
function metaUse({ id }: FunctionInfo, { program }: LoadedModule): 'none' | 'place' | 'object' {
  if (!program.code.includes('import.meta')) return 'none';
  const uses = program.originalText(id).match(/\bimport\s*\.\s*meta\b(\.(?:url|dirname|filename)\b)?/g);
  if (!uses) return 'none';
  return uses.every((use) => /\.(?:url|dirname|filename)$/.test(use)) ? 'place' : 'object';
}

/** What cannot be followed through a fingerprint of code and variables. */
function refusalOf({ path, mentions }: FunctionInfo): readonly [string, string] | null {
  if (mentions.eval || mentions.functionConstructor) return ['made-code', `${path} makes code at run time`];
  if (mentions.dynamicImport) return ['dynamic-import', `${path} imports modules while it runs`];
  if (mentions.globalThis) return ['global-object', `${path} uses the global object`];
  return null;
}

/** The name of the variable in which a function keeps its mark. */
function markVariable(id: number): string {
  return `$r${id}`;
}
