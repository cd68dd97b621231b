/** Which function of the program is running, seen from a host call. */
import type { Guest } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { BYTECODE, FRAME, OBJECT, RT } from './layout.ts';
import type { Program } from './program.ts';

/** Names functions for as long as a run lasts; file names are atoms, so that code outside the program is told by a number. */
export class RunningFunction {
  readonly #guest: Guest;
  readonly #program: Program;
  /** Modules by the atom of their file name; null for files of no module. */
  readonly #modules = new Map<number, string | null>();

  constructor(guest: Guest, program: Program) {
    this.#guest = guest;
    this.#program = program;
  }

  /** Module and path of the innermost function of the program on the stack; code of no function is its module's. */
  name(): string {
    const guest = this.#guest;
    for (let frame = guest.word(guest.rt + RT.stackFrame); frame !== 0; frame = guest.word(frame + FRAME.previous)) {
      const object = guest.word(frame + FRAME.currentFunction);
      if (!isFunctionClass(guest.word(object + OBJECT.flags) >>> 16)) continue;
      const bytecode = guest.word(object + OBJECT.payload);
      const module = this.#moduleOf(guest.word(bytecode + BYTECODE.fileName));
      if (module === null) continue;
      return `${module}#${this.#program.code(bytecode)?.path ?? ''}`;
    }
    return '#';
  }

  /** Modules are known before their code runs, so that an unknown file stays unknown. */
  #moduleOf(file: number): string | null {
    let module = this.#modules.get(file);
    if (module === undefined) {
      module = this.#program.byFile(this.#guest.atomText(file))?.module ?? null;
      this.#modules.set(file, module);
    }
    return module;
  }
}
