/** Which function of the program is running, seen from a host call. */
import type { Guest } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { BYTECODE, FRAME, OBJECT, RT } from './layout.ts';
import type { Program } from './program.ts';

/** Names functions for as long as a run lasts. */
export class RunningFunction {
  readonly #guest: Guest;
  readonly #program: Program;
  /** Modules by the atom of their file name. */
  readonly #modules = new Map<number, string>();

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

  /** The number of a name that no module bears may come to mean another one. */
  #moduleOf(file: number): string | null {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const module = this.#program.byFile(this.#guest.atomText(file))?.module ?? null;
    if (module !== null) this.#modules.set(file, module);
    return module;
  }
}
