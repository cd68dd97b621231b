/** Places in the program as stores keep them: from the beginning of their functions, which may move. */
import type { KeptPlace } from '../../engine/value/kept-stack.ts';
import type { LiveFunction, LoadedModule } from './live-function.ts';
import type { Program } from './program.ts';

/** A place in a file. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A place as a store keeps it; `name` is what the function is called by its text, where that says it. */
export interface CodePlace extends KeptPlace {
  readonly name: string | null;
}

export class CodePlaces {
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  /** The place that a person wrote, for one in code as it runs. */
  original(file: string, { line, column }: Place): Place {
    return this.#program.byFile(file)?.program.toOriginal(line, column) ?? { line, column };
  }

  /** Whether a place in code as it runs is in a function of a transform's own. */
  isAdded(file: string, place: () => Place | null): boolean {
    const lines = this.#program.byFile(file)?.program.addedLines ?? 0;
    return lines > 0 && (place()?.line ?? lines + 1) <= lines;
  }

  /** What is kept of a place in the code of a module, 0 where no function is known; null for no module. */
  keep(file: string, bytecode: number, { line, column }: Place): CodePlace | null {
    const module = this.#program.byFile(file);
    if (!module) return null;
    const offset = module.program.offsetOf(line, column);
    const fn = bytecode === 0 ? null : this.#program.code(bytecode);
    if (!fn || !isWithin(fn, module, offset))
      return { module: module.module, path: '', at: String(offset), name: null };
    const name = fn.isClass || fn.info.name === '' ? null : fn.info.name;
    return { module: module.module, path: fn.path, at: String(offset - fn.info.start), name };
  }

  /** Where a kept place is now, and in which file; null when nothing is there. */
  find({ module, path, at }: KeptPlace): { file: string; place: Place } | null {
    const owner = this.#program.module(module);
    const fn = path === '' ? null : owner?.byPath.get(path);
    if (!owner || fn === undefined) return null;
    return { file: owner.file, place: owner.program.positionOf((fn?.info.start ?? 0) + Number(at)) };
  }
}

function isWithin({ info, owner }: LiveFunction, module: LoadedModule, offset: number): boolean {
  return owner === module && info.start <= offset && offset < info.end;
}
