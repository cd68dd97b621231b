/** One run of one script in one guest: what engine, guest, capabilities and store are to each other. */
import { Activations } from '../../engine/activation.ts';
import type { AuditChoice } from '../../engine/audit-choice.ts';
import { Memo } from '../../engine/memo.ts';
import type { Capability } from '../capabilities/capability.ts';
import { type RunClock, readsClock } from '../capabilities/clock.ts';
import type { RunStore } from '../store/store.ts';
import { nowMs } from '../time.ts';
import type { BootImage } from './boot-image.ts';
import { Builder } from './builder.ts';
import { CodePlaces } from './code-places.ts';
import { Course, type SessionEnd } from './course.ts';
import { Door } from './door.ts';
import { isLimit } from './engine-limits.ts';
import { Entries } from './entries.ts';
import { ErrorStacks, type ReadStack } from './error-stacks.ts';
import { Guest } from './guest.ts';
import { HeapWalker } from './heap-walker.ts';
import { PRELUDE_FILE } from './hook-names.ts';
import { Hooks } from './hooks.ts';
import { CELL } from './layout.ts';
import { LoadFailures } from './load-failures.ts';
import { type CodeCache, Loader, type LoaderOptions } from './loader.ts';
import { EventLoop } from './loop.ts';
import { ModuleDoor } from './module-door.ts';
import { Program } from './program.ts';
import { FrameRecorder } from './recorder.ts';
import { Rejections } from './rejections.ts';
import { RunningFunction } from './running-function.ts';
import { argumentsChanged } from './script-arguments.ts';
import { GuestSolitude } from './solitude.ts';
import { storedTraces } from './stored-traces.ts';
import { TableVariables } from './table-variables.ts';
import { worldOf } from './world.ts';

export interface SessionOptions {
  readonly wasm: WebAssembly.Module;
  readonly image: BootImage;
  readonly root: string;
  /** Whether the run may read a file, by its real path. */
  readonly mayRead: LoaderOptions['mayRead'];
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
  readonly sources: LoaderOptions['sources'];
  readonly reader: LoaderOptions['reader'];
  readonly capabilities: readonly Capability[];
  readonly clock: RunClock;
  /** The real time, milliseconds since the epoch. */
  readonly now: () => number;
}

/** The guest's memory ran out: the instance is finished. */
/** Of the limit, one part in so many is set aside for what the host itself needs to serve the guest. */
const HOST_SHARE = 16;

/** Pages of the guest's memory. */
function pagesOf(memoryLimitMB: number): number {
  return Math.floor((memoryLimitMB * MB * (1 - 1 / HOST_SHARE)) / PAGE);
}

/** What is kept of one call's output and files takes this part of the script's memory at most, and lies in the host's. */
const EFFECT_SHARE = 8;

export class MemoryLimit extends Error {}

const MB = 1024 * 1024;
const PAGE = 65536;
/** Part of every key: raised when the meaning of keys or tapes changes. */
const FORMAT = 1;

export class Session {
  readonly guest: Guest;
  readonly entries: Entries;
  readonly program: Program;
  readonly memo: Memo;
  readonly loader: Loader;
  readonly recorder: FrameRecorder;
  readonly loadFailures = new LoadFailures();
  readonly #options: SessionOptions;
  readonly #loop: EventLoop;
  readonly #solitude: GuestSolitude;
  readonly #modules: ModuleDoor;
  readonly #door: Door;
  readonly #course: Course;
  readonly #rejections: Rejections;
  readonly stacks: ErrorStacks;
  #activations: Activations | undefined;
  /** How often the engine reached a limit of its own. */
  #limits = 0;
  /** A host exception on its way out through the guest. */
  #fault: unknown = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { image } = options;
    this.guest = new Guest({
      wasm: options.wasm,
      exportNames: image.description.exportNames,
      initialPages: image.description.pages,
      maxPages: Math.max(image.description.pages, pagesOf(options.memoryLimitMB)),
      powers: {
        now: () => this.#readClock(),
        call: (_self, argc, argv, id) => this.#call(argc, argv, id),
        normalizeModule: (base, name) => this.#keepingFault(() => this.#modules.normalize(base, name)),
        loadModule: (name) => this.#keepingFault(() => this.#modules.load(name)),
        interrupt: () => false,
        outOfMemory: () => {
          throw new MemoryLimit();
        },
        errorMade: (error) => this.stacks.made(error),
        internalError: (words) => {
          if (isLimit(words)) this.#limits += 1;
        },
        readStack: (object) => this.stacks.read(object),
        unreadStack: (object) => this.stacks.unread(object),
        rejected: (promise, handled) => this.#rejections.track(promise, handled),
      },
    });
    this.guest.restore(image.bytes, image.description.position);
    if (options.guestStackBytes !== undefined) this.guest.limitStack(options.guestStackBytes);
    this.entries = new Entries(this.guest, image.description.entries);
    this.#rejections = new Rejections(this.guest);
    this.program = new Program(this.guest, image);
    this.stacks = this.#createStacks();
    this.#loop = new EventLoop(this.guest);
    this.#solitude = new GuestSolitude(
      this.guest,
      this.program,
      this.#loop,
      this.#rejections,
      this.entries.handle('state'),
    );
    this.memo = this.#createMemo();
    this.#loop.attach(this.memo);
    const running = new RunningFunction(this.guest, this.program);
    this.recorder = new FrameRecorder(this.memo, () => running.name());
    this.loader = this.#createLoader();
    this.#modules = this.#createModuleDoor();
    this.#door = this.#createDoor();
    this.#course = this.#createCourse();
  }

  #createMemo(): Memo {
    const { image, argv, store, capabilities, minDurationMs, memoryLimitMB, refresh, now } = this.#options;
    const state = this.entries.handle('state');
    return new Memo({
      program: this.program,
      world: worldOf({
        capabilities,
        argumentsChanged: () => argumentsChanged(this.guest, state, argv),
        onActed: () => {
          this.recorder.acted = true;
        },
      }),
      traces: storedTraces(store),
      nowMs,
      wallMs: now,
      build: `${FORMAT}\n${image.description.digest}`,
      minDurationMs,
      mostEffectBytes: (memoryLimitMB * MB) / EFFECT_SHARE,
      refresh,
      audit: this.#options.audit,
      patching: this.#options.patching,
      enabled: store !== null,
      tally: () => ({ jobs: this.#loop.pendingJobs(), rejections: this.#rejections.count, limits: this.#limits }),
      onEpoch: (epoch) => this.guest.writeInt(this.guest.word(image.description.epochCell + CELL.value), epoch),
    });
  }

  #createLoader(): Loader {
    const { image, root, mayRead, cache, minDurationMs, store, reader, modules, sources } = this.#options;
    return new Loader({
      guest: this.guest,
      image,
      program: this.program,
      root,
      mayRead,
      everything: minDurationMs === 0,
      cache,
      files: modules,
      sources,
      reader,
      onModule: ({ module, own }) => {
        if (own) store?.loadModules([module]);
      },
    });
  }

  #createModuleDoor(): ModuleDoor {
    const { guest, entries, memo, loader, loadFailures: failures } = this;
    return new ModuleDoor({ guest, entries, memo, loader, failures, rejections: this.#rejections });
  }

  #createDoor(): Door {
    const { guest, memo, recorder } = this;
    const { capabilities, image } = this.#options;
    return new Door({
      guest,
      memo,
      recorder,
      capabilities,
      hooks: this.#createHooks(),
      loop: this.#loop,
      stacks: this.stacks,
      modules: this.#modules,
      failureObject: image.description.failureObject,
    });
  }

  #createCourse(): Course {
    const { guest, entries, memo, loader } = this;
    const { clock } = this.#options;
    return new Course({
      guest,
      entries,
      memo,
      loader,
      clock,
      loop: this.#loop,
      solitude: this.#solitude,
      rejections: this.#rejections,
    });
  }

  #createStacks(): ErrorStacks {
    return new ErrorStacks({
      guest: this.guest,
      errorConstructor: this.guest.word(this.entries.handle('errorConstructor')),
      kindOf: (file) => (file === PRELUDE_FILE ? 'hidden' : this.program.byFile(file) ? 'program' : 'made'),
      places: new CodePlaces(this.program),
      moment: () => this.memo.lastEpoch,
      turn: () => this.#activations?.resumptions ?? 0,
      onRead: (read) => this.#stackRead(read),
      onLimit: () => {
        this.#limits += 1;
      },
    });
  }

  #stackRead({ made, files }: ReadStack): void {
    if (files === null) return this.#stackSeen(made);
    const modules = files.flatMap((file) => this.program.byFile(file)?.module ?? []);
    this.memo.stackRead(made, modules);
  }

  /** A stack that somebody could read was part of a value, which does not say what it names. */
  #stackSeen(made: number): void {
    this.memo.refuseSince(made, 'stack', 'looks at the stack of an error that it made');
  }

  #createHooks(): Hooks {
    const { guest, program, memo, entries } = this;
    const { image } = this.#options;
    const loop = this.#loop;
    const stacks = this.stacks;
    const activations = new Activations(
      memo,
      () => loop.position(),
      () => loop.event(),
      nowMs,
      this.#solitude,
    );
    this.#activations = activations;
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
        builder ??= new Builder({ guest, image, program, stacks, decode: entries.handle('decode') });
        return builder;
      },
      patch: entries.handle('patch'),
      tables: new TableVariables({
        guest,
        program,
        entry: entries.handle('tableEntry'),
        entries: entries.handle('tableEntries'),
        key: entries.handle('tableKey'),
      }),
      onStack: (made) => this.#stackSeen(made),
      stacks,
      noneObject: image.description.noneObject,
    });
  }

  // ---------- the guest calls

  #call(argc: number, argv: number, id: number): number {
    this.guest.refresh();
    return this.#keepingFault(() => this.#door.call(argc, argv, id));
  }

  /** Once a host exception is under way the guest is not to run on. */
  #keepingFault<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.#fault ??= error;
      throw error;
    }
  }

  #readClock(): number {
    const { clock } = this.#options;
    readsClock(clock, this.recorder);
    return clock.now();
  }

  /** Runs an entry file to its end, its loop included. */
  run(file: string, format: 'module' | 'commonjs'): SessionEnd {
    try {
      return this.#course.run(file, format);
    } catch (error) {
      throw this.#fault ?? error;
    }
  }
}
