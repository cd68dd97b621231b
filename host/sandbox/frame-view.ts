/** One frame's view of the heap: a numbering, the walks made in it, and whether what they saw still stands. */
import { createHash } from 'node:crypto';
import { sha256 } from '../../engine/fingerprint/digest.ts';
import type { Encoded, HeapView, Observation, StaticCode } from '../../engine/ports.ts';
import type { FunctionInfo } from '../../engine/program/table.ts';
import { BadTape } from '../../engine/value/blueprint.ts';
import type { Builder } from './builder.ts';
import { GuestThrew } from './guest.ts';
import type { HeapWalker, WalkMode } from './heap-walker.ts';
import { CELL, CLASS, CTX, OBJECT, OBJECT_BIT, SHAPE } from './layout.ts';
import { NODE, Numbering } from './numbering.ts';
import type { Program } from './program.ts';

/** A walk of the past: its root (a variable's cell, or the call itself) and the numbers it gave. */
interface Segment {
  readonly cell: number;
  readonly scope: string;
  readonly name: string;
  readonly root: string;
  readonly from: number;
  readonly to: number;
  readonly bodies: string;
}

const NO_BODIES = sha256('');

export class FrameView implements HeapView {
  readonly entry: Observation;
  readonly #walker: HeapWalker;
  readonly #program: Program;
  readonly #builder: Builder;
  readonly #numbering: Numbering;
  readonly #segments: Segment[] = [];
  /** The first variable seen that may come to hold another value. */
  #rebindable: string | null = null;

  /** `roots` are addresses of the JSValues that the call is given. */
  constructor(
    walker: HeapWalker,
    program: Program,
    builder: Builder,
    roots: readonly number[],
    destructures: FunctionInfo['destructures'] = 'nothing',
  ) {
    this.#walker = walker;
    this.#program = program;
    this.#builder = builder;
    this.#numbering = new Numbering(walker.guest, (address, tag) => builder.release(address, tag));
    const entry = this.#observe(roots, 0, '', '');
    this.entry = { ...entry, refused: entry.refused ?? this.#readableTwice(destructures) };
  }

  observe(scope: string, name: string): Observation | null {
    const refused = this.#program.unobservable(scope, name);
    if (refused !== null) return { fingerprint: '', refused, statics: [] };
    const cell = this.#program.cell(scope, name);
    if (cell === 0) return null;
    if (this.#rebindable === null && this.#program.isRebound(scope, name)) this.#rebindable = name;
    return this.#observe([this.#walker.guest.word(cell + CELL.value)], cell, scope, name);
  }

  #observe(roots: readonly number[], cell: number, scope: string, name: string): Observation {
    const from = this.#numbering.count;
    const walker = this.#walker;
    const root = this.#roots('observe', roots);
    const bodies = this.#bodies(from, () => this.#numbering.count);
    const to = this.#numbering.count;
    this.#segments.push({ cell, scope, name, root, from, to, bodies });
    const fingerprint = bodies === NO_BODIES ? root : sha256(`${root}${bodies}`);
    return { fingerprint, refused: walker.refusal, statics: [] };
  }

  /** A framed call takes its parameters apart a second time: with getters or iterators of its own, that would show. */
  #readableTwice(destructures: FunctionInfo['destructures']): string | null {
    if (destructures === 'nothing') return null;
    if (this.#walker.sawAccessor) return 'getters or setters, and takes its parameters apart';
    if (destructures === 'objects') return null;
    for (let number = 1; number <= this.#numbering.count; number++)
      if (this.#numbering.kind(number) !== NODE.object || !this.#isPlain(this.#numbering.address(number)))
        return 'something with an iterator of its own, and takes its parameters apart';
    return null;
  }

  /** An object or array with the ordinary prototype. */
  #isPlain(address: number): boolean {
    const { guest } = this.#walker;
    const classId = guest.word(address + OBJECT.flags) >>> 16;
    if (classId !== CLASS.object && classId !== CLASS.array) return false;
    const proto = guest.word(guest.word(address + OBJECT.shape) + SHAPE.proto);
    return proto === guest.word(guest.word(guest.ctx + CTX.classProtos) + 8 * classId);
  }

  /** The root values alone: what they are, or which numbers they refer to. */
  #roots(mode: WalkMode, roots: readonly number[]): string {
    const hash = new ChunkHash();
    this.#walker.begin(this.#numbering, mode, (chunk) => hash.add(chunk));
    for (const root of roots) this.#walker.value(root >>> 2);
    return hash.end(this.#walker);
  }

  /** The bodies of a range of numbers, which may grow while it is written. */
  #bodies(from: number, to: () => number): string {
    if (to() === from) return NO_BODIES;
    const hash = new ChunkHash();
    this.#walker.tape.begin((chunk) => hash.add(chunk));
    for (let number = from + 1; number <= to(); number++) this.#walker.body(number);
    return hash.end(this.#walker);
  }

  changed(): string | null {
    for (const segment of this.#segments) {
      const mode = 'look';
      const roots = segment.cell === 0 ? [] : [this.#walker.guest.word(segment.cell + CELL.value)];
      const root = this.#roots(mode, roots);
      const what = segment.cell === 0 ? 'what it was given' : `variable ${segment.name}`;
      if (segment.cell !== 0 && root !== segment.root) return what;
      if (this.#bodies(segment.from, () => segment.to) !== segment.bodies)
        return segment.cell === 0 ? what : `what ${what} holds`;
    }
    return null;
  }

  get mutable(): string | null {
    if (this.#rebindable !== null) return `variable ${this.#rebindable}`;
    for (const { cell, name, from, to } of this.#segments)
      for (let number = from + 1; number <= to; number++)
        if (this.#numbering.kind(number) !== NODE.symbol && !this.#isFrozen(number))
          return cell === 0 ? 'what it was given' : `what variable ${name} holds`;
    return null;
  }

  /** A plain object or array that nothing can change: not extensible, no writable or configurable property. */
  #isFrozen(number: number): boolean {
    if (this.#numbering.kind(number) !== NODE.object) return false;
    const { guest } = this.#walker;
    const address = this.#numbering.address(number);
    const flags = guest.word(address + OBJECT.flags);
    if (flags & OBJECT_BIT.extensible || flags >>> 16 > 2) return false;
    // Elements outside the shape are writable.
    if (flags & OBJECT_BIT.fastArray && guest.word(address + 40) > 0) return false;
    const shape = guest.word(address + OBJECT.shape);
    for (let slot = guest.word(shape + SHAPE.count) - 1; slot >= 0; slot--) {
      const entry = shape + SHAPE.entries + 8 * slot;
      if (guest.word(entry + 4) !== 0 && (guest.word(entry) >>> 26) & 3) return false;
    }
    return true;
  }

  encode(value: number): Encoded {
    const from = this.#numbering.count;
    const chunks: Uint8Array[] = [];
    this.#walker.walk(this.#numbering, 'payload', [value], (chunk) => chunks.push(chunk.slice()));
    this.#numbering.reset(from);
    if (this.#walker.refusal !== null) return { refused: this.#walker.refusal };
    return { tape: chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks), statics: this.#statics() };
  }

  #statics(): StaticCode[] {
    return [...this.#walker.statics.values()].map(({ module, path, identity }) => ({ module, path, identity }));
  }

  decode(tape: Uint8Array): number | null {
    try {
      return this.#builder.build(tape, this.#numbering);
    } catch (error) {
      if (error instanceof BadTape) return null;
      // A tape can be sound and still ask for what the guest refuses (a regular expression that is none).
      if (error instanceof GuestThrew) {
        this.#builder.discard(error.handle);
        return null;
      }
      throw error;
    }
  }

  mark(): number {
    return this.#segments.length;
  }

  reset(mark: number): void {
    this.#segments.length = mark;
    this.#numbering.reset(this.#segments.at(-1)?.to ?? 0);
  }

  release(): void {
    this.#numbering.clear();
  }
}

/** SHA-256 of a tape that usually fits one chunk. */
class ChunkHash {
  #hash: ReturnType<typeof createHash> | null = null;

  add(chunk: Uint8Array): void {
    this.#hash ??= createHash('sha256');
    this.#hash.update(chunk);
  }

  end(walker: HeapWalker): string {
    if (!this.#hash) return sha256(walker.tape.pending());
    walker.tape.flush();
    return this.#hash.digest('hex');
  }
}
