/** Who calls a hook: the function whose code is running, and what its call was given. */
import { elementAddresses } from './elements.ts';
import type { StackPlace } from './error-stacks.ts';
import { FrameView, type ViewPowers } from './frame-view.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, FRAME, OBJECT, RT } from './layout.ts';
import type { LiveFunction, LoadedModule } from './live-function.ts';
import { Misuse } from './misuse.ts';
import type { Program } from './program.ts';

/** Addresses of what a call is given; 0 for a `this` that its code does not mention. */
export interface Given {
  readonly self: number;
  readonly args: readonly number[];
}

/** What callers are read with. */
export interface CallerPowers {
  readonly guest: Guest;
  readonly program: Program;
  /** What a call's view of the heap works with. */
  readonly viewing: ViewPowers;
}

/** Where bytecode has the number of its declared parameters. */
const DECLARED = 40;

export class Callers {
  readonly #powers: CallerPowers;
  readonly #modules = new Map<number, LoadedModule>();

  constructor(powers: CallerPowers) {
    this.#powers = powers;
  }

  /** The function object whose code is running. */
  caller(): number {
    const { guest } = this.#powers;
    return guest.word(guest.word(guest.rt + RT.stackFrame) + FRAME.currentFunction);
  }

  functionOf(object: number, idAddress: number): LiveFunction {
    const module = this.moduleOf(object);
    const fn = module.functions[this.#powers.guest.i32[idAddress >>> 2] as number];
    if (!fn) throw new Misuse();
    return fn;
  }

  /** The function whose call begins: its own code says so. */
  beginning(object: number, idAddress: number): LiveFunction {
    const fn = this.functionOf(object, idAddress);
    const { guest, program } = this.#powers;
    if (program.code(guest.word(object + OBJECT.payload)) !== fn) throw new Misuse();
    return fn;
  }

  moduleOf(object: number): LoadedModule {
    const { guest, program } = this.#powers;
    const bytecode = guest.word(object + OBJECT.payload);
    let module = this.#modules.get(bytecode);
    if (!module) {
      module = program.byFile(guest.atomText(guest.word(bytecode + BYTECODE.fileName)));
      if (!module) throw new Misuse();
      guest.keepCode(bytecode);
      this.#modules.set(bytecode, module);
    }
    return module;
  }

  /** Who called an asynchronous call is gone once that has waited; its own frame stays. */
  #place({ info }: LiveFunction): StackPlace {
    const { guest } = this.#powers;
    const own = guest.word(guest.rt + RT.stackFrame);
    const place = { caller: guest.word(own + FRAME.previous), turn: this.#powers.viewing.stacks.turn() };
    return info.async ? { ...place, own } : place;
  }

  /** `this`, where the function mentions it, and the arguments. */
  given(fn: LiveFunction, object: number, argc: number, argv: number): Given {
    const gathered = fn.info.gathers ? argv + 8 * (argc - 1) : 0;
    const self = argv + 8 < (gathered || argv + 8 * argc) ? argv + 8 : 0;
    return { self, args: this.#argumentAddresses(fn, object, gathered) };
  }

  /** The call's roots: the callee unless its code says all, `this`, the arguments. */
  view(fn: LiveFunction, { self, args }: Given): FrameView {
    const { guest } = this.#powers;
    const roots = [...args];
    if (self !== 0) roots.unshift(self);
    // `arguments.callee`, however it is spelled.
    const knowsItself = fn.knowsItself || fn.info.gathers === 'arguments';
    if (!fn.isStatic || fn.info.mentions.superKeyword || knowsItself)
      roots.unshift(guest.word(guest.rt + RT.stackFrame) + FRAME.currentFunction);
    return new FrameView(this.#powers.viewing, roots, fn.info.destructures, this.#place(fn));
  }

  /**
   * Addresses of the arguments: those that the function declares, where the engine has filled in the missing ones, and what
   * it gathers. As `arguments` they are all there, and no more than were given.
   */
  #argumentAddresses(fn: LiveFunction, object: number, gathered: number): number[] {
    const { guest } = this.#powers;
    if (fn.info.gathers === 'arguments') return elementAddresses(guest, gathered);
    const declared = this.#declaredAddresses(object);
    return gathered === 0 ? declared : [...declared.slice(0, -1), ...elementAddresses(guest, gathered)];
  }

  #declaredAddresses(object: number): number[] {
    const { guest } = this.#powers;
    const frame = guest.word(guest.rt + RT.stackFrame);
    const declared = guest.u16[(guest.word(object + OBJECT.payload) + DECLARED) >>> 1] as number;
    const first = guest.word(frame + FRAME.args);
    return Array.from({ length: declared }, (_, i) => first + 8 * i);
  }
}
