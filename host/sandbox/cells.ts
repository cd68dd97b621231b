/**
 * Which cell in the guest's memory is which variable. The cells of a module exist once the engine has made its function;
 * those of scopes that live while a module is evaluated are told when they are entered.
 */
import type { VariableAddress } from '../../engine/ports.ts';
import type { VariableInfo } from '../../engine/program/table.ts';
import { isGlobalVariable } from './closures.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, CTX, FUNCTION, MODULE, OBJECT, TAG } from './layout.ts';
import { abandon, type LiveFunction, type LoadedModule } from './live-function.ts';

interface NamedCell extends VariableAddress {
  readonly module: LoadedModule;
}

export class Cells {
  readonly #guest: Guest;
  readonly #variables: Map<string, VariableInfo>;
  readonly #named = new Map<number, NamedCell>();
  /** Scopes that were entered, by module and function. */
  readonly #entered = new Set<string>();
  readonly #onCode: (module: LoadedModule, bytecode: number) => void;
  #unlinked: LoadedModule[] = [];

  /**
   * `variables` are all that the program declares, by scope and name; those of scopes come when they are entered. `onCode`
   * hears which code a module is.
   */
  constructor(
    guest: Guest,
    variables: Map<string, VariableInfo>,
    onCode: (module: LoadedModule, bytecode: number) => void,
  ) {
    this.#guest = guest;
    this.#variables = variables;
    this.#onCode = onCode;
  }

  /** A module whose cells are to be found. */
  expect(module: LoadedModule): void {
    this.#unlinked.push(module);
  }

  get allFound(): boolean {
    return this.#unlinked.length === 0;
  }

  /** The variable that a cell is; undefined for those of activations. */
  named(cell: number): NamedCell | undefined {
    return this.#named.get(cell);
  }

  /** The module's name for what a name means inside a function: one of the innermost scope around it, or of the module. */
  outerName({ owner, path }: LiveFunction, name: string): string {
    let innermost = '';
    for (const { functionId, variables } of owner.program.scopes) {
      const scope = owner.functions[functionId]?.path;
      if (scope === undefined || scope.length < innermost.length || !path.startsWith(`${scope}/`)) continue;
      if (variables.some((variable) => variable.name === name)) innermost = `${scope}:`;
    }
    return innermost + name;
  }

  /** Names and cells that a function object captured, but for those of the global scope. */
  capturedBy(object: number): Map<string, number> {
    const guest = this.#guest;
    const bytecode = guest.word(object + OBJECT.payload);
    const cells = guest.word(object + FUNCTION.cells);
    const names = guest.word(bytecode + BYTECODE.closureVars);
    const captured = new Map<string, number>();
    for (let k = guest.word(bytecode + BYTECODE.closureVarCount) - 1; k >= 0; k--)
      if (!isGlobalVariable(guest, bytecode, k))
        captured.set(guest.atomText(guest.word(names + 8 * k + 4)), guest.word(cells + 4 * k));
    return captured;
  }

  /** Finds the cells of modules that the engine has made since. */
  link(): void {
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
      const object = guest.word(definition + MODULE.function);
      this.#onCode(module, guest.word(object + OBJECT.payload));
      const captured = this.capturedBy(object);
      for (const [name, cell] of captured) this.#adopt(module, name, cell);
      module.linked = true;
    }
    this.#unlinked = this.#unlinked.filter((module) => !module.linked);
  }

  /** Cells of a CommonJS wrapper or of a function that ran while its module was evaluated. */
  addScope(module: LoadedModule, functionId: number, object: number): void {
    const isWrapper = functionId < 0;
    // The module's own variables come first, or the names inside would be taken for names of nowhere.
    if (!isWrapper) this.link();
    const prefix = isWrapper ? '' : `${(module.functions[functionId] as LiveFunction).path}:`;
    const key = `${module.module}\0${functionId}`;
    if (this.#entered.has(key)) return this.#abandonScope(module, functionId, prefix);
    this.#entered.add(key);
    const scope = module.program.scopes.find((s) => s.functionId === functionId);
    for (const [name, cell] of this.capturedBy(object)) {
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
