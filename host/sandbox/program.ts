/**
 * The loaded program: its modules, which function a bytecode is, which cell is which variable.
 * What the engine asks of the program, and what the heap walker asks of code, is answered here.
 */
import { sha256 } from '../../engine/fingerprint/digest.ts';
import type { ImportBinding, ProgramPort, Reach, ToldVariable, VariableAddress } from '../../engine/ports.ts';
import type { FillVariable, TableKind, VariableInfo } from '../../engine/program/table.ts';
import type { BootImage } from './boot-image.ts';
import { type Capture, Captures } from './captures.ts';
import { Cells } from './cells.ts';
import { Codes } from './codes.ts';
import { newNameOf } from './function-names.ts';
import { GlobalVariables } from './global-variables.ts';
import type { Guest } from './guest.ts';
import type { CodeReader } from './heap-walker.ts';
import { BYTECODE, CELL, OBJECT, TAG } from './layout.ts';
import { type LiveFunction, type LoadedModule, liveFunction, type ModuleSource } from './live-function.ts';

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
  /** What functions captured, and their code: to read those that a call made, and to make them again. */
  readonly captures: Captures;
  readonly #moduleCodes: Codes;
  readonly #cells: Cells;
  readonly #globals: GlobalVariables;
  readonly #fills = new Map<string, FillVariable>();
  readonly #tables = new Map<string, TableKind>();
  readonly #variables = new Map<string, VariableInfo>();
  readonly #maker: number;
  /** The first place in the loaded modules that changes builtins. */
  #patching: string | null = null;

  constructor(guest: Guest, image: BootImage) {
    this.#guest = guest;
    this.#image = image;
    this.#moduleCodes = new Codes(guest, (bytecode) => this.#codeOf(bytecode));
    this.#cells = new Cells(guest, this.#variables, (module, bytecode) => this.#moduleCodes.root(module, bytecode));
    this.#globals = new GlobalVariables(guest);
    this.captures = new Captures({ guest, cells: this.#cells, globals: this.#globals, codes: this.#moduleCodes });
    this.#maker = guest.word(image.description.entries['makesCode'] as number);
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
    for (const table of program.tables) this.#tables.set(`${program.module}\0${table.name}`, table.kind);
    const { patch } = program;
    if (patch) this.#patching ??= `${patch.what} (${program.module}:${patch.line})`;
    this.#modules.set(program.module, module);
    this.#files.set(file, module);
    this.#cells.expect(module);
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
    this.#cells.link();
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

  captured(code: LiveFunction, object: number): Capture[] | null {
    return this.captures.of(code, object);
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

  source(module: string): string | undefined {
    const found = this.#modules.get(module);
    if (!found) return undefined;
    found.digest ??= sha256(`${found.file}\n${found.source}`);
    return found.digest + this.#newNames(found.functions);
  }

  text(module: string, path: string): string | undefined {
    if (path === '') return this.source(module);
    const owner = this.#modules.get(module);
    const fn = owner?.byPath.get(path);
    return owner && fn && sha256(owner.program.originalText(fn.info.id)) + this.#newNames([fn]);
  }

  #newNames(functions: readonly LiveFunction[]): string {
    this.#cells.link();
    return functions.map((fn) => newNameOf(this.#guest, fn)).join('');
  }

  // ---------- variables

  /** Cells of a CommonJS wrapper or of a function that ran while its module was evaluated; `object` captured them. */
  addScope(module: LoadedModule, functionId: number, object: number, running: number): void {
    if (functionId < 0) this.#moduleCodes.root(module, this.#guest.word(running + OBJECT.payload));
    this.#cells.addScope(module, functionId, object);
  }

  isNamedCell(cell: number): boolean {
    this.#cells.link();
    return this.#cells.named(cell) !== undefined;
  }

  makesCode(address: number): boolean {
    return address === this.#maker;
  }

  bootNumber(address: number): number {
    return this.#image.bootNumber(address);
  }

  /** The cell of a variable, or 0. */
  cell(scope: string, name: string): number {
    this.#cells.link();
    if (scope === GLOBAL_SCOPE) return this.#globals.cell(name);
    return this.#modules.get(scope)?.cells.get(name) ?? 0;
  }

  /** What is known of a variable that guarded places fill; undefined for every other. */
  fillOf(scope: string, name: string): FillVariable | undefined {
    return this.#fills.get(`${scope}\0${name}`);
  }

  /** What a table variable holds; null for every other variable. */
  tableOf(scope: string, name: string): TableKind | null {
    return this.#tables.get(`${scope}\0${name}`) ?? null;
  }

  /** The cell of the mark behind those of a module's functions, in which the epoch stands that knows all of a table; or 0. */
  tableMark(module: LoadedModule, id: number): number {
    this.#cells.link();
    return module.cells.get(markVariable(module.functions.length + id)) ?? 0;
  }

  /** Cells of all that a function captured, but for those of the global scope. */
  cellsOf(object: number): number[] {
    return [...this.#cells.capturedBy(object).values()];
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
    const declared = this.#cells.named(this.cell(scope, name));
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
    return this.#cells.capturedBy(object).get(markVariable(fn.info.id)) ?? 0;
  }

  /** What a function can read or write outside itself, given the function object that runs. */
  reach(fn: LiveFunction, object: number): Reach {
    if (fn.reach && fn.isStatic) return fn.reach;
    this.#cells.link();
    const { reach, settled } = this.#reachOf(fn, object);
    if (fn.isStatic && settled && this.#cells.allFound) fn.reach = reach;
    return reach;
  }

  #reachOf(fn: LiveFunction, object: number): { reach: Reach; settled: boolean } {
    const captured = this.#cells.capturedBy(object);
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
      const named = cell === undefined ? undefined : this.#cells.named(cell);
      const address = named ?? this.#byName(fn.owner, name);
      // What code does with a table is told entry by entry.
      if (!address || this.tableOf(address.scope, address.name) !== null) continue;
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
    this.#cells.link();
    const owner = this.#modules.get(module);
    const local = owner?.program.variables.find((v) => importKey(owner, v.name) === name)?.name;
    const cell = local === undefined ? undefined : owner?.cells.get(local);
    const named = cell === undefined ? undefined : this.#cells.named(cell);
    return named && targetOf(named);
  }

  /** A variable of the function's own module, or one that the program made global; builtins are guarded as a whole. */
  #byName(module: LoadedModule, name: string): VariableAddress | null {
    if (module.cells.has(name) || this.#variables.has(`${module.module}\0${name}`))
      return { scope: module.module, name };
    return this.#image.isBootGlobal(name) ? null : { scope: GLOBAL_SCOPE, name };
  }

  /** A name that always means the same function needs no observing: the function is marked when it runs. */
  #holdsStaticFunction({ scope, name }: VariableAddress): boolean {
    const module = this.#modules.get(scope);
    const variable = this.#variables.get(`${scope}\0${name}`);
    if (!module || !variable || variable.rebound || variable.functionId === null) return false;
    const fn = module.functions[variable.functionId];
    return fn?.isStatic === true && fn.info.kind !== 'class';
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

const TAG_PATTERN = /\/\*\$(\d+)\*\//;

/** The name of the variable in which a function keeps its mark. */
function markVariable(id: number): string {
  return `$r${id}`;
}
