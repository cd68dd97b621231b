/** The one call door: every host function that the guest calls, by its number, and every operation behind the door. */
import type { Memo } from '../../engine/memo.ts';
import { OP } from '../../guest/abi.ts';
import { type Capability, HostFailure } from '../capabilities/capability.ts';
import type { ErrorStacks } from './error-stacks.ts';
import type { Guest } from './guest.ts';
import { HOOK } from './hook-names.ts';
import type { Hooks } from './hooks.ts';
import type { EventLoop } from './loop.ts';
import { readValue, writeValue } from './marshal.ts';
import { Misuse } from './misuse.ts';
import type { ModuleDoor } from './module-door.ts';
import type { FrameRecorder } from './recorder.ts';

/** What stands behind the door. */
export interface DoorPowers {
  readonly guest: Guest;
  readonly memo: Memo;
  readonly hooks: Hooks;
  readonly loop: EventLoop;
  readonly stacks: ErrorStacks;
  readonly modules: ModuleDoor;
  readonly recorder: FrameRecorder;
  readonly capabilities: readonly Capability[];
  /** The object that stands for a failure. */
  readonly failureObject: number;
}

export class Door {
  readonly #powers: DoorPowers;
  readonly #operations = new Map<number, Capability['ops'][number]>();
  #failure: HostFailure | null = null;

  constructor(powers: DoorPowers) {
    this.#powers = powers;
    for (const capability of powers.capabilities)
      for (const [op, operation] of Object.entries(capability.ops)) this.#operations.set(Number(op), operation);
  }

  /** Host function `id`; its arguments lie at `argv`. */
  call(argc: number, argv: number, id: number): number {
    if (id === HOOK.door) return this.#ask(argc, argv);
    const hook = this.#powers.hooks.table.get(id);
    if (!hook) return this.#frameHook(argv, id);
    try {
      return hook(argc, argv);
    } catch (error) {
      if (!(error instanceof Misuse)) throw error;
      return this.#throw(error);
    }
  }

  #throw({ message }: Misuse): number {
    const { guest, modules } = this.#powers;
    const error = modules.errorOf({ name: 'TypeError', message, properties: [] });
    const thrown = guest.throwValue(error);
    guest.free(error);
    return thrown;
  }

  #frameHook(argv: number, id: number): number {
    const { guest, loop, stacks, memo } = this.#powers;
    const first = guest.i32[argv >>> 2] as number;
    switch (id) {
      case HOOK.capture:
        return guest.newInt(loop.capture(first, guest.number(argv + 8)));
      case HOOK.frameEnter:
        loop.enter(first);
        return 0;
      case HOOK.frameLeave:
        loop.leave();
        return 0;
      case HOOK.release:
        loop.release(first);
        return 0;
      case HOOK.captureStack:
        if (!stacks.restored(first, guest.word(argv + 8))) stacks.capture(first, guest.word(argv + 8));
        return 0;
      case HOOK.surface:
        loop.surface();
        return 0;
      case HOOK.promiseThen:
        memo.refuseWaiting('promise-callbacks', 'registers promise callbacks (then, Promise.all and the like)');
        return 0;
    }
    throw new Error(`no host function has number ${id}`);
  }

  #ask(argc: number, argv: number): number {
    const { guest, recorder, failureObject } = this.#powers;
    const op = guest.number(argv);
    if (op === OP.failure) return guest.newString(this.#failure?.describe() ?? '{}');
    try {
      const args = Array.from({ length: Math.max(0, argc - 1) }, (_, i) => readValue(guest, argv + 8 * (i + 1)));
      const loaded = this.#load(op, args);
      if (loaded !== null) return loaded;
      const operation = this.#operations.get(op);
      if (!operation) throw new Error(`no operation has number ${op}`);
      return writeValue(guest, operation(args, recorder));
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      this.#failure = error;
      return guest.objectHandle(failureObject);
    }
  }

  /** The operations on modules, which are no capability's; null for others. */
  #load(op: number, args: readonly unknown[]): number | null {
    const { guest, modules } = this.#powers;
    if (op === OP.loadScript) return modules.script(String(args[0]));
    if (op === OP.loadModule) return modules.required(String(args[0]), String(args[1]), args[2] ? 'marked' : 'plain');
    if (op === OP.resolve) return guest.newString(modules.resolve(String(args[0]), String(args[1])));
    return op === OP.loadText ? guest.newString(modules.text(String(args[0]))) : null;
  }
}
