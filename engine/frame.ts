/**
 * One open memoizable call: what it observed, in order, what it did, and the first reason not to keep it.
 * Whatever happens belongs, at that moment, to every frame on the chain of callers.
 */
import type { HeapView, ProgramFunction, RecordedEffect } from './ports.ts';
import { Printed } from './printed.ts';
import { subject } from './subject.ts';
import type { Dependency, Hop } from './trace.ts';

/** Why a call is not memoized: a stable code and words for a person. */
export interface Cause {
  readonly code: string;
  readonly text: string;
}

/** What is counted all the time, so that a call can tell what happened while it ran. */
export interface Tally {
  /** Jobs that are queued. */
  readonly jobs: number;
  /** Rejections that nobody has handled. */
  readonly rejections: number;
  /** Limits of the sandbox that were reached, by whomever. */
  readonly limits: number;
}

export class Frame {
  readonly fn: ProgramFunction;
  readonly key: string;
  readonly view: HeapView;
  readonly parent: Frame | null;
  /** Tells this frame's marks from every other frame's. */
  readonly epoch: number;
  readonly startedMs: number;
  /** Whether the builtins were as at boot when the call began. */
  readonly guarded: boolean;
  readonly tallyAtStart: Tally;
  readonly depth: number;
  readonly dependencies: Dependency[] = [];
  readonly marked = new Set<ProgramFunction>();
  /** The first reason that makes the call unstorable. */
  cause: Cause | null = null;
  /** How an asynchronous call came back so far; null while it has not suspended. */
  hops: Hop[] | null = null;
  /** Timers and suspended calls registered below this frame that have not ended. */
  pending = 0;
  closed = false;
  /** A hit below it brought dependencies of guarded places that an execution would have passed by. */
  surplus = false;
  /**
   * Nobody else can run until the call has settled: nothing else is pending, and all that called it await it directly. Then
   * it is recorded like a call that never waits. Set when the frame opens: how long the virtual loop had run by then.
   */
  exclusiveSinceMs: number | null = null;
  /** Time spent while suspended, not to be counted as the call's own. */
  suspendedMs = 0;
  /** It waits, and is not alone: what runs in its name meanwhile is a callback. */
  waiting = false;
  /** Time that memoization took meanwhile, which is not the call's own either. */
  overheadMs = 0;
  /** What the recorded calls directly below it cost, and the stored ones nearest below it: not its own to prove. */
  framedBelowMs = 0;
  storedBelowMs = 0;
  readonly #touches = new Map<string, number>();
  readonly #seen = new Map<string, string>();
  /** Bytes that may still be kept of what it prints and writes. */
  room = Number.POSITIVE_INFINITY;
  readonly #printed = new Printed();
  readonly #files = new Map<string, WrittenFile>();
  readonly #directories = new Map<string, number>();
  readonly #draws = new Map<string, number>();
  /** Whether it read standard input to its end. */
  #input = false;

  constructor(
    fn: ProgramFunction,
    key: string,
    view: HeapView,
    parent: Frame | null,
    epoch: number,
    nowMs: number,
    guarded: boolean,
    tallyAtStart: Tally,
  ) {
    this.fn = fn;
    this.key = key;
    this.view = view;
    this.parent = parent;
    this.epoch = epoch;
    this.startedMs = nowMs;
    this.guarded = guarded;
    this.tallyAtStart = tallyAtStart;
    this.depth = parent ? parent.depth + 1 : 1;
  }

  get exclusive(): boolean {
    return this.exclusiveSinceMs !== null;
  }

  /** The first cause stands. */
  refuse(code: string, text: string): void {
    this.cause ??= { code, text };
  }

  /** Adds a fact unless it is known; a fact that changed while the call ran makes the call unstorable. */
  depend(dependency: Dependency): void {
    if (this.#isOwn(dependency)) return;
    const name = `${dependency.kind}\0${dependency.scope ?? ''}\0${dependency.name}`;
    const known = this.#seen.get(name);
    if (known === undefined) {
      if (this.dependencies.length === MOST_FACTS)
        return this.refuse('many-inputs', `depends on more than ${MOST_FACTS} facts`);
      this.#seen.set(name, dependency.fingerprint);
      if (this.hops !== null) this.#late(dependency);
      this.dependencies.push(dependency);
    } else if (known !== dependency.fingerprint && dependency.kind !== 'random')
      this.refuse('input-changed', `${subject(dependency)} changed while the call ran`);
  }

  /**
   * The call waits for the first time: from here on others run. Its inputs must not be able to change meanwhile, and
   * inputs read later could have been changed by others, which a hit, verified at its call, would not see.
   */
  suspendFirst(): void {
    this.hops = [];
    const { mutable } = this.view;
    if (mutable !== null) this.refuse('mutable-input', `waits while others could change ${mutable}`);
  }

  knows(kind: string, scope: string, name: string): boolean {
    return this.#seen.has(`${kind}\0${scope}\0${name}`);
  }

  /** How often a table was asked for while the frame was open, this time included. */
  touches(scope: string, name: string): number {
    const count = (this.#touches.get(`${scope}\0${name}`) ?? 0) + 1;
    this.#touches.set(`${scope}\0${name}`, count);
    return count;
  }

  #late(dependency: Dependency): void {
    if (FIXED_KINDS.has(dependency.kind) || isNetGrant(dependency)) return;
    // Lines printed outside every console group take on the indentation of the time they are printed at again.
    if (dependency.kind === 'console' && dependency.fingerprint === '') return;
    const same = dependency.kind === 'variable' && this.view.mutable === null;
    if (!same) this.refuse('late-input', `reads ${subject(dependency)} after waiting`);
  }

  /** A file that the call itself wrote is no input of it, nor is the nothing that it left of standard input. */
  #isOwn(dependency: Dependency): boolean {
    if (dependency.kind === 'stdin') return this.#input;
    if (dependency.kind === 'listing' && this.#listsOwn(dependency.name)) {
      this.refuse('own-listing', `lists ${dependency.name} after writing in it`);
      return true;
    }
    return OWN_KINDS.has(dependency.kind) && this.wrote(dependency.name);
  }

  #listsOwn(directory: string): boolean {
    const prefix = directory === '.' || directory === '' ? '' : `${directory}/`;
    for (const path of this.#files.keys()) if (path.startsWith(prefix)) return true;
    for (const path of this.#directories.keys()) if (path.startsWith(prefix)) return true;
    return false;
  }

  wrote(path: string): boolean {
    return this.#files.has(path) || this.#directories.has(path);
  }

  effect(done: RecordedEffect): void {
    const effect = this.#fitted(done);
    // A callback of its own does it, between two hops: at a moment of which the way back knows nothing.
    if (this.waiting) this.refuse('concurrent', 'has something done while it waits');
    const after = this.hops?.length ?? 0;
    switch (effect.kind) {
      case 'output':
        this.#printed.add(effect, after);
        return;
      case 'directory':
        if (!this.#directories.has(effect.path)) this.#directories.set(effect.path, after);
        return;
      case 'draws':
        // Others may draw from the same stream while it waits.
        if (after > 0) this.refuse('late-input', `draws random numbers after waiting (${effect.stream})`);
        this.#draws.set(effect.stream, effect.position);
        return;
      case 'append':
        this.#append(effect.path, effect.bytes, after);
        return;
      case 'input':
        this.#input = true;
        return;
      case 'kept':
        this.#write(effect.path, { kept: effect, after });
        return;
      case 'file':
        this.#write(effect.path, { parts: [effect.bytes], mode: effect.mode, after });
        if (effect.movedFrom !== undefined && !this.#files.delete(effect.movedFrom))
          this.refuse('rename', `renames ${effect.movedFrom}`);
    }
  }

  /** What is too much to keep is let go, and so is all that comes after: a call must not fill the host's memory. */
  #fitted(effect: RecordedEffect): RecordedEffect {
    if (!('bytes' in effect)) return effect;
    const fitted = this.room >= 0;
    this.room -= effect.bytes.length;
    if (this.room >= 0) return effect;
    if (fitted) this.#forget();
    return { ...effect, bytes: NOTHING };
  }

  #forget(): void {
    this.refuse('large-effects', 'prints and writes more than is kept of one call');
    this.#printed.forget();
    for (const file of this.#files.values()) if ('parts' in file) file.parts.length = 0;
  }

  /** Others can read a file between two writes when the call waited in between: such a file has no single net state. */
  #write(path: string, file: WrittenFile): void {
    const known = this.#files.get(path);
    if (known && known.after !== file.after) this.refuse('rewrites', `writes ${path} again after waiting`);
    this.#files.delete(path);
    this.#files.set(path, file);
  }

  #append(path: string, bytes: Uint8Array, after: number): void {
    const file = this.#files.get(path);
    if (!file || 'kept' in file || file.after !== after) this.refuse('append', `appends to ${path}`);
    else file.parts.push(bytes);
  }

  /** The net effects: input, directories, files, then output in order, each with the hops that came before. */
  effects(): { effect: RecordedEffect; after: number }[] {
    const directories = [...this.#directories].map(([path, after]) => ({
      effect: { kind: 'directory', path } as const,
      after,
    }));
    const files = [...this.#files].map(([path, file]) => ({
      effect: 'kept' in file ? file.kept : ({ kind: 'file', path, bytes: join(file.parts), mode: file.mode } as const),
      after: file.after,
    }));
    const draws = [...this.#draws].map(([stream, position]) => ({
      effect: { kind: 'draws', stream, position } as const,
      after: 0,
    }));
    // Input is an input, too: reading it after a wait is refused.
    const input = this.#input ? [{ effect: { kind: 'input' } as const, after: 0 }] : [];
    return [...input, ...directories, ...files, ...draws, ...this.#printed.effects()];
  }
}

/** What a frame wrote: the bytes in parts, or a file that a hit found as it should be. */
type WrittenFile =
  | { readonly parts: Uint8Array[]; readonly mode: number; readonly after: number }
  | { readonly kept: RecordedEffect & { readonly kind: 'kept' }; readonly after: number };

/** What nothing changes while a program runs. */
const FIXED_KINDS: ReadonlySet<string> = new Set(['code', 'binding', 'lines', 'net']);

/** Other grants speak of what the script can change itself: where a path leads, a variable that it sets. */
function isNetGrant({ kind, scope }: Dependency): boolean {
  return kind === 'grant' && scope === 'net';
}
/** Facts about one call; who checks more to save a call saves little. */
const MOST_FACTS = 100_000;
const NOTHING = new Uint8Array();
const OWN_KINDS: ReadonlySet<string> = new Set(['file', 'stat', 'kind']);

function join(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
