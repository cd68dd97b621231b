/** One run of one script in one guest: wires engine, guest, capabilities and store, and drives the guest to its end. */
import { Activations } from '../../engine/activation.ts';
import type { AuditChoice } from '../../engine/audit-choice.ts';
import { Memo } from '../../engine/memo.ts';
import type { Dependency, Payload } from '../../engine/trace.ts';
import { OP } from '../../guest/abi.ts';
import { type Capability, GuestExit, HostFailure } from '../capabilities/capability.ts';
import { type RunClock, readsClock } from '../capabilities/clock.ts';
import type { RunStore } from '../store/store.ts';
import { nowMs } from '../time.ts';
import type { BootImage } from './boot-image.ts';
import { Builder } from './builder.ts';
import { isLimit } from './engine-limits.ts';
import { ErrorStacks } from './error-stacks.ts';
import { Guest, GuestThrew } from './guest.ts';
import { HeapWalker } from './heap-walker.ts';
import { HOOK, PRELUDE_FILE } from './hook-names.ts';
import { Hooks } from './hooks.ts';
import { CELL, CLASS, OBJECT, TAG } from './layout.ts';
import { answerOf, type LoadFailure, LoadFailures } from './load-failures.ts';
import { type CodeCache, Loader, type LoaderOptions } from './loader.ts';
import { EventLoop, ROUNDS_AFTER } from './loop.ts';
import { readValue, writeValue } from './marshal.ts';
import { Program } from './program.ts';
import { FrameRecorder } from './recorder.ts';
import { Rejections } from './rejections.ts';
import { RunningFunction } from './running-function.ts';
import { GuestSolitude } from './solitude.ts';

export interface SessionOptions {
  readonly wasm: WebAssembly.Module;
  readonly image: BootImage;
  readonly root: string;
  /** What the script sees as process.argv. */
  readonly argv: readonly string[];
  readonly memoryLimitMB: number;
  readonly minDurationMs: number | undefined;
  readonly refresh: boolean;
  /** Undefined: as the image was made, for a thread with a stack of 16 MB. */
  readonly guestStackBytes?: number | undefined;
  readonly audit: AuditChoice | null;
  /** What the program is known to change builtins by, while stored calls wait; null: what its text says. */
  readonly patching: string | null;
  readonly store: RunStore | null;
  readonly cache: CodeCache;
  /** What modules are read from. */
  readonly modules: LoaderOptions['files'];
  readonly reader: LoaderOptions['reader'];
  readonly capabilities: readonly Capability[];
  readonly clock: RunClock;
  /** The real time, milliseconds since the epoch. */
  readonly now: () => number;
}

/** How a script ended. */
export type SessionEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'threw'; readonly handle: number }
  | { readonly kind: 'unsettled' };

/** Whether an array holds exactly these strings, as it was made. */
function holdsStrings(guest: Guest, array: number, strings: readonly string[]): boolean {
  if (guest.word(array + 40) !== strings.length) return false;
  const first = guest.word(array + 36);
  return strings.every((text, i) => guest.tag(first + 8 * i) === TAG.string && guest.string(first + 8 * i) === text);
}

/** The guest's memory ran out: the instance is finished. */
export class MemoryLimit extends Error {}

const MB = 1024 * 1024;
const REJECTED = 2;
const REJECTION = 'unhandledRejection';
const INLINE_BYTES = 2048;
const PAGE = 65536;
/** Part of every key: raised when the meaning of keys or tapes changes. */
const FORMAT = 1;

export class Session {
  readonly guest: Guest;
  readonly program: Program;
  readonly memo: Memo;
  readonly loader: Loader;
  readonly recorder: FrameRecorder;
  readonly loadFailures = new LoadFailures();
  readonly #options: SessionOptions;
  readonly #loop: EventLoop;
  readonly #solitude: GuestSolitude;
  readonly #hooks: Hooks;
  readonly #rejections: Rejections;
  readonly #stacks: ErrorStacks;
  readonly #operations = new Map<number, Capability['ops'][number]>();
  /** How often the engine reached a limit of its own. */
  #limits = 0;
  #failureObject = 0;
  #failure: HostFailure | null = null;
  /** A host exception on its way out through the guest. */
  #fault: unknown = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { image } = options;
    this.guest = new Guest({
      wasm: options.wasm,
      exportNames: image.description.exportNames,
      initialPages: image.description.pages,
      maxPages: Math.max(image.description.pages, Math.floor((options.memoryLimitMB * MB) / PAGE)),
      powers: {
        now: () => this.#readClock(),
        call: (_self, argc, argv, id) => this.#call(argc, argv, id),
        normalizeModule: (base, name) => this.guest.ownedCString(this.#normalize(base, name)),
        loadModule: (name) => this.#loadModule(this.guest.readCString(name)),
        interrupt: () => false,
        outOfMemory: () => {
          throw new MemoryLimit();
        },
        errorMade: (error) => this.#stacks.made(error),
        internalError: (words) => {
          if (isLimit(words)) this.#limits += 1;
        },
        readStack: (object) => this.#stacks.read(object),
        unreadStack: (object) => this.#stacks.unread(object),
        rejected: (promise, handled) => this.#rejections.track(promise, handled),
      },
    });
    this.guest.restore(image.bytes, image.description.position);
    if (options.guestStackBytes !== undefined) this.guest.limitStack(options.guestStackBytes);
    this.#rejections = new Rejections(this.guest);
    this.#stacks = this.#createStacks();
    this.program = new Program(this.guest, image);
    this.#loop = new EventLoop(this.guest);
    this.#solitude = new GuestSolitude(
      this.guest,
      this.program,
      this.#loop,
      this.#rejections,
      image.description.entries['state'] as number,
    );
    this.memo = this.#createMemo();
    this.#loop.attach(this.memo);
    const running = new RunningFunction(this.guest, this.program);
    this.recorder = new FrameRecorder(this.memo, () => running.name());
    this.loader = this.#createLoader();
    this.#hooks = this.#createHooks();
    for (const capability of options.capabilities)
      for (const [op, operation] of Object.entries(capability.ops)) this.#operations.set(Number(op), operation);
    this.#failureObject = image.description.failureObject;
  }

  #createMemo(): Memo {
    const { image, store, capabilities, minDurationMs, refresh, now } = this.#options;
    const observe = (d: Dependency): string | undefined => {
      if (d.kind === 'argv' && d.name === 'argv' && this.#argvChanged()) return 'changed';
      for (const capability of capabilities) {
        const answer = capability.observe?.(d);
        if (answer !== undefined) return answer;
      }
      return undefined;
    };
    return new Memo({
      program: this.program,
      world: {
        observe,
        mayWrite: (path) => capabilities.some((capability) => capability.mayWrite?.(path)),
        holds: (path, fingerprint, mode) => capabilities.some((c) => c.holds?.(path, fingerprint, mode)),
        replay: (effect) => {
          if (effect.kind !== 'output' && effect.kind !== 'draws') this.recorder.acted = true;
          for (const capability of capabilities) if (capability.replay?.(effect)) return;
        },
      },
      traces: {
        lookup: (key) => store?.lookup(key) ?? [],
        latest: (module, path) => store?.latest(module, path),
        put: (trace) => store?.putTrace(trace),
        payload: (bytes) => this.#payload(bytes),
        bytes: (payload) => this.#bytes(payload),
      },
      nowMs,
      wallMs: now,
      build: `${FORMAT}\n${image.description.digest}`,
      minDurationMs,
      refresh,
      audit: this.#options.audit,
      patching: this.#options.patching,
      enabled: store !== null,
      tally: () => ({ jobs: this.#loop.pendingJobs(), rejections: this.#rejections.count, limits: this.#limits }),
      onEpoch: (epoch) => this.guest.writeInt(this.guest.word(image.description.epochCell + CELL.value), epoch),
    });
  }

  /** Whether the script changed the array that it got as process.argv. */
  #argvChanged(): boolean {
    const state = this.#options.image.description.entries['state'];
    if (state === undefined) return false;
    const array = this.guest.getProperty(state, 'argv');
    const changed =
      this.guest.tag(array) === TAG.object && !holdsStrings(this.guest, this.guest.word(array), this.#options.argv);
    this.guest.free(array);
    return changed;
  }

  #payload(bytes: Uint8Array): Payload {
    if (bytes.length <= INLINE_BYTES) return { inline: Buffer.from(bytes).toString('base64') };
    return { blob: this.#options.store?.putBlob(bytes) ?? '', bytes: bytes.length };
  }

  #bytes(payload: Payload): Uint8Array | undefined {
    if ('inline' in payload) return Buffer.from(payload.inline, 'base64');
    return this.#options.store?.getBlob(payload.blob);
  }

  #createLoader(): Loader {
    const { image, root, cache, minDurationMs, store, reader, modules } = this.#options;
    return new Loader({
      guest: this.guest,
      image,
      program: this.program,
      root,
      everything: minDurationMs === 0,
      cache,
      files: modules,
      reader,
      onModule: ({ module, own }) => {
        if (own) store?.loadModules([module]);
      },
    });
  }

  #createStacks(): ErrorStacks {
    return new ErrorStacks({
      guest: this.guest,
      errorConstructor: this.guest.word(this.#options.image.description.entries['errorConstructor'] as number),
      kindOf: (file) => (file === PRELUDE_FILE ? 'hidden' : this.program.byFile(file) ? 'program' : 'made'),
      original: (file, place) => this.program.byFile(file)?.program.toOriginal(place.line, place.column) ?? place,
      moment: () => this.memo.lastEpoch,
      onRead: (made) => this.#stackSeen(made),
      onLimit: () => {
        this.#limits += 1;
      },
    });
  }

  #stackSeen(made: number): void {
    this.memo.refuseSince(made, 'stack', 'looks at the stack of an error that it made');
  }

  #createHooks(): Hooks {
    const { guest, program, memo } = this;
    const { image } = this.#options;
    const loop = this.#loop;
    const activations = new Activations(
      memo,
      () => loop.position(),
      () => loop.event(),
      nowMs,
      this.#solitude,
    );
    // Made when a call is first framed or answered: many a short script has none.
    let builder: Builder | undefined;
    let walker: HeapWalker | undefined;
    return new Hooks({
      guest,
      program,
      memo,
      activations,
      get walker() {
        walker ??= new HeapWalker(guest, program);
        return walker;
      },
      get builder() {
        builder ??= new Builder(guest, image, program, image.description.entries['decode'] as number);
        return builder;
      },
      patch: image.description.entries['patch'] as number,
      onStack: (made) => this.#stackSeen(made),
      loop,
      noneObject: image.description.noneObject,
    });
  }

  // ---------- the door

  #call(argc: number, argv: number, id: number): number {
    this.guest.refresh();
    try {
      if (id === HOOK.door) return this.#ask(argc, argv);
      const hook = this.#hooks.table.get(id);
      return hook ? hook(argc, argv) : this.#frameHook(argv, id);
    } catch (error) {
      // Once a host exception is under way the guest is not to run on.
      this.#fault ??= error;
      throw error;
    }
  }

  #frameHook(argv: number, id: number): number {
    const first = this.guest.i32[argv >>> 2] as number;
    switch (id) {
      case HOOK.capture:
        return this.guest.newInt(this.#loop.capture(first, this.guest.number(argv + 8)));
      case HOOK.frameEnter:
        this.#loop.enter(first);
        return 0;
      case HOOK.frameLeave:
        this.#loop.leave();
        return 0;
      case HOOK.release:
        this.#loop.release(first);
        return 0;
      case HOOK.captureStack:
        this.#stacks.capture(this.guest.word(argv), this.guest.word(argv + 8));
        return 0;
      case HOOK.promiseThen:
        this.memo.refuseWaiting('promise-callbacks', 'registers promise callbacks (then, Promise.all and the like)');
        return 0;
    }
    throw new Error(`no host function has number ${id}`);
  }

  #ask(argc: number, argv: number): number {
    const op = this.guest.number(argv);
    if (op === OP.failure) return this.guest.newString(this.#failure?.describe() ?? '{}');
    const args = Array.from({ length: Math.max(0, argc - 1) }, (_, i) => readValue(this.guest, argv + 8 * (i + 1)));
    try {
      if (op === OP.loadScript) return this.#loadScript(argv + 8);
      if (op === OP.resolve) return this.guest.newString(this.#resolve(String(args[0]), String(args[1])));
      if (op === OP.loadText) return this.guest.newString(this.#loadText(String(args[0])));
      const operation = this.#operations.get(op);
      if (!operation) throw new Error(`no operation has number ${op}`);
      return writeValue(this.guest, operation(args, this.recorder));
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      this.#failure = error;
      return this.guest.objectHandle(this.#failureObject);
    }
  }

  #resolve(specifier: string, parent: string): string {
    const failed = { base: parent, specifier };
    return JSON.stringify(this.#asFailure(failed, () => this.loader.resolve(specifier, parent, 'require')));
  }

  #loadText(file: string): string {
    return this.#asFailure({ base: file, specifier: file }, () => this.loader.text(file));
  }

  #loadScript(argument: number): number {
    const file = this.guest.string(argument);
    this.memo.refuse('loads-module', `loads ${file} while it runs`);
    return this.#asFailure({ base: file, specifier: file }, () => this.loader.commonJsWrapper(file));
  }

  /** What the resolver, the disk or the parser refuses is the script's to catch. */
  #asFailure<T>(asked: Omit<LoadFailure, 'error'>, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!answerOf(error)) throw error;
      throw new HostFailure(this.loadFailures.answer({ ...asked, error: error as Error }));
    }
  }

  // ---------- modules

  /** The engine takes no error here: a module that is not found gets a name that cannot be loaded. */
  #normalize(base: number, name: number): string {
    const asked = { base: this.guest.readCString(base), specifier: this.guest.readCString(name) };
    try {
      return this.loader.normalize(asked.base, asked.specifier);
    } catch (error) {
      if (answerOf(error)) return this.loadFailures.nameFor({ ...asked, error: error as Error });
      this.#fault ??= error;
      throw error;
    }
  }

  /** The text of a module, or 0 with an exception for the guest. */
  #loadModule(name: string): number {
    const unfound = this.loadFailures.named(name);
    if (unfound) return this.#throwFailure(unfound);
    try {
      return this.guest.cString(this.loader.moduleText(name));
    } catch (error) {
      if (answerOf(error)) return this.#throwFailure({ base: name, specifier: name, error: error as Error });
      this.#fault ??= error;
      throw error;
    }
  }

  #throwFailure(failure: LoadFailure): 0 {
    const description = this.guest.newString(JSON.stringify(this.loadFailures.answer(failure)));
    const error = this.#entryCall('errorFrom', [description]);
    this.guest.free(this.guest.throwValue(error));
    for (const handle of [error, description]) this.guest.free(handle);
    return 0;
  }

  // ---------- the clock

  #readClock(): number {
    const { clock } = this.#options;
    readsClock(clock, this.recorder);
    return clock.now();
  }

  // ---------- the run

  /** Runs an entry file to its end, its loop included. */
  run(file: string, format: 'module' | 'commonjs'): SessionEnd {
    try {
      return this.#run(file, format);
    } catch (error) {
      if (error instanceof GuestExit) return { kind: 'exit', code: error.exitCode };
      throw this.#fault ?? error;
    }
  }

  #run(file: string, format: 'module' | 'commonjs'): SessionEnd {
    let entry = 0;
    let ended = this.#attempt(() => {
      entry = format === 'module' ? this.#evaluateModule(file) : this.#requireMain(file);
      // An ES module runs inside a microtask: the others come before the nextTick callbacks.
      if (format === 'module') this.#runMicrotasks(entry);
    });
    if (!ended && this.#hasFailed(entry)) ended = this.#rejection(entry);
    let more = true;
    while (more && !ended) {
      ended = this.#attempt(() => this.#settle(entry)) ?? this.#rejection(entry);
      if (!ended)
        ended = this.#attempt(() => {
          more = this.#runNext() || (this.#entryBool('emitBeforeExit') && this.#runNext());
        });
    }
    return ended ?? this.#end(entry);
  }

  /** Runs guest code; an exception that nobody in the script takes ends the run. */
  #attempt(action: () => void): SessionEnd | null {
    try {
      action();
      return null;
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      return this.#uncaught(error.handle, 'uncaughtException');
    }
  }

  /** Listeners of the process may take an uncaught error; else it is told and the run ends with 1. */
  #uncaught(handle: number, origin: string): SessionEnd | null {
    this.memo.enter(null);
    const name = this.guest.newString(origin);
    const taken = this.#entryBool('dispatchUncaught', [handle, name]);
    this.guest.free(name);
    if (taken) return null;
    this.emitExit(1);
    return { kind: 'threw', handle };
  }

  /** The entry's own rejection, or the first that nobody handled. */
  #rejection(entry: number): SessionEnd | null {
    if (this.#hasFailed(entry)) return this.#uncaught(this.guest.duplicate(this.#promise(entry) + 24), REJECTION);
    for (let promise = this.#rejections.take(); promise !== 0; promise = this.#rejections.take()) {
      const reason = this.guest.duplicate(this.#promise(promise) + 24);
      const taken = this.#entryBool('dispatchUnhandled', [reason, promise]);
      const ended = taken ? null : this.#uncaught(reason, REJECTION);
      if (ended) return ended;
    }
    return null;
  }

  #evaluateModule(file: string): number {
    this.#solitude.entryFile = file;
    try {
      return this.guest.evaluate(this.loader.esModule(file), file, true);
    } catch (error) {
      if (error instanceof GuestThrew) this.#loop.runMicrotasks(() => true, ROUNDS_AFTER.throwing);
      throw error;
    }
  }

  #requireMain(file: string): number {
    const path = this.guest.newString(file);
    return this.#entryCall('requireMain', [path]);
  }

  /** Calls an entry point of the prelude. */
  #entryCall(name: string, args: readonly number[] = []): number {
    const handle = this.#options.image.description.entries[name];
    if (handle === undefined) throw new Error(`the prelude has no entry ${name}`);
    return this.guest.call(handle, undefined, args);
  }

  #entryBool(name: string, args: readonly number[] = []): boolean {
    const result = this.#entryCall(name, args);
    const answer = this.guest.word(result) !== 0;
    this.guest.free(result);
    return answer;
  }

  /** Microtasks and nextTick callbacks, in turn, until neither is left. */
  #settle(entry: number): void {
    do {
      this.#entryDrain();
      this.#runMicrotasks(entry);
    } while (!this.#hasFailed(entry) && this.#entryDrain());
  }

  #runMicrotasks(entry: number): void {
    this.#loop.runMicrotasks(() => this.#hasFailed(entry), ROUNDS_AFTER.rejecting);
  }

  /** Whether the entry module waited and then threw. */
  #hasFailed(entry: number): boolean {
    const promise = this.#promise(entry);
    return promise !== 0 && this.guest.word(promise) === REJECTED;
  }

  #entryDrain(): boolean {
    this.memo.enter(null);
    return this.#entryBool('drainTicks');
  }

  #runNext(): boolean {
    this.#loop.beginMacrotask();
    const more = this.#entryBool('runNext');
    this.#options.clock.skip(this.#number('virtualOffsetMs'));
    return more;
  }

  #number(name: string): number {
    const result = this.#entryCall(name);
    const n = this.guest.number(result);
    this.guest.free(result);
    return n;
  }

  /** The engine's record of a promise, or 0. */
  #promise(entry: number): number {
    if (entry === 0) return 0;
    if (this.guest.tag(entry) !== TAG.object) return 0;
    const object = this.guest.word(entry);
    if (this.guest.word(object + OBJECT.flags) >>> 16 !== CLASS.promise) return 0;
    return this.guest.word(object + OBJECT.payload);
  }

  #end(entry: number): SessionEnd {
    const promise = this.#promise(entry);
    if (promise !== 0 && this.guest.word(promise) === 0) return { kind: 'unsettled' };
    return { kind: 'exit', code: this.emitExit() };
  }

  /** Tells the script's exit listeners; answers the exit code. */
  emitExit(code?: number): number {
    const args = code === undefined ? [] : [this.guest.newInt(code)];
    const result = this.#entryCall('emitExit', args);
    return this.guest.number(result);
  }

  get root(): string {
    return this.#options.root;
  }

  /** The `stack` of a thrown error, or nothing. */
  stackText(handle: number): string {
    return this.#textProperty(handle, 'stack');
  }

  /** The `code` of a thrown error, or nothing. */
  codeOf(handle: number): string {
    return this.#textProperty(handle, 'code');
  }

  /** The `message` of a thrown error, or nothing. */
  messageOf(handle: number): string {
    return this.#textProperty(handle, 'message');
  }

  #textProperty(handle: number, name: string): string {
    if (this.guest.tag(handle) !== TAG.object) return '';
    const value = this.guest.getProperty(handle, name);
    const tag = this.guest.tag(value);
    return tag === TAG.string || tag === TAG.rope ? this.guest.string(value) : '';
  }

  /** The words for a thrown value, as node prints it without its stack. */
  describe(handle: number): string {
    const result = this.#entryCall('formatError', [handle]);
    return this.guest.string(result);
  }
}
