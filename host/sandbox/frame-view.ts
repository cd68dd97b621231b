/** One frame's view of the heap: a numbering, the walks made in it, and whether what they saw still stands. */
import { sha256 } from '../../engine/fingerprint/digest.ts';
import type { Encoded, EncodedFill, HeapView, Observation, Restored, StaticCode } from '../../engine/ports.ts';
import type { FunctionInfo } from '../../engine/program/table.ts';
import type { HeapWrite } from '../../engine/trace.ts';
import type { KeptStack } from '../../engine/value/kept-stack.ts';
import type { Builder } from './builder.ts';
import type { ErrorStacks, StackPlace } from './error-stacks.ts';
import { type Filled, FrameFills, type Observed } from './frame-fills.ts';
import { isFrozenThing, unreadableTwice } from './given-objects.ts';
import type { Guest } from './guest.ts';
import { ChangeReader } from './heap-changes.ts';
import type { HeapWalker } from './heap-walker.ts';
import { CELL } from './layout.ts';
import { NODE, Numbering } from './numbering.ts';
import type { Program } from './program.ts';
import { Restorer } from './restorer.ts';
import { type Entry, isRest, type TableVariables } from './table-variables.ts';
import { NO_BODIES, Walks } from './walks.ts';

/** A walk of the past: its root (a variable's cell, or the call itself) and the numbers it gave. */
type Change =
  | { readonly cell: number; readonly scope: string; readonly name: string }
  | { readonly number: number; readonly sameShape: boolean }
  | { readonly entry: Entry }
  | { readonly appeared: string }
  | { readonly unknown: true };

/** Makes a digest another one. */
const UNREADABLE = '!';

type Shown = Extract<Encoded, { shown: unknown }>['shown'][number];

interface Segment {
  readonly cell: number;
  readonly scope: string;
  readonly name: string;
  readonly root: string;
  readonly from: number;
  readonly to: number;
  readonly bodies: string;
  /** Of a table, where it is no variable. */
  readonly entry?: Entry;
}

/** What a view works with. */
export interface ViewPowers {
  readonly guest: Guest;
  readonly walker: HeapWalker;
  readonly program: Program;
  readonly builder: Builder;
  /** Handle of the prelude's patch function. */
  readonly patch: number;
  readonly tables: TableVariables;
  /** A call is answered by what it saw, and it saw the stack of an error that was made at a moment. */
  readonly onStack: (made: number) => void;
  readonly stacks: Pick<ErrorStacks, 'from' | 'keep' | 'turn'>;
}

export class FrameView implements HeapView {
  readonly entry: Observation;
  readonly #walker: HeapWalker;
  readonly #program: Program;
  readonly #powers: ViewPowers;
  readonly #numbering: Numbering;
  readonly #walks: Walks;
  readonly fills: FrameFills;
  readonly #segments: Segment[] = [];
  /** What `changed` found. */
  #changes: Change[] = [];
  /** When the newest stack was made that was seen and that the program has not read; 0 for none. */
  #newestStack = 0;
  readonly #place: StackPlace | null;
  /** The first variable seen that may come to hold another value. */
  #rebindable: string | null = null;

  /** `roots` are addresses of the JSValues that the call is given; `place` is where it stands on the engine's stack, if it does. */
  constructor(
    powers: ViewPowers,
    roots: readonly number[],
    destructures: FunctionInfo['destructures'] = 'nothing',
    place: StackPlace | null = null,
  ) {
    this.#powers = powers;
    this.#place = place;
    this.#walker = powers.walker;
    this.#program = powers.program;
    this.#numbering = new Numbering(powers.guest, (address, tag) => powers.guest.release(address, tag));
    this.#walks = new Walks(powers.walker, this.#numbering);
    this.fills = new FrameFills(powers, this.#observed());
    const entry = this.#observe(roots, 0, '', '');
    this.entry = {
      ...entry,
      refused: entry.refused ?? unreadableTwice(powers.guest, this.#numbering, destructures, this.#walker.sawAccessor),
    };
  }

  /** They stand on the engine's stack as long as a call runs that never waits. */
  callers(): string | null {
    const place = this.#place;
    return !place || 'own' in place ? null : sha256(this.#powers.stacks.from(place.caller));
  }

  observe(scope: string, name: string): Observation | null {
    const refused = this.#program.unobservable(scope, name);
    if (refused !== null) return { fingerprint: '', refused, statics: [] };
    const cell = this.#program.cell(scope, name);
    if (this.#rebindable === null && this.#program.isRebound(scope, name)) this.#rebindable = name;
    if (cell === 0) return this.#miss(scope, name);
    const presumed = this.fills.presumed(cell);
    if (presumed !== undefined) return this.#presume(presumed, cell, scope, name);
    return this.#observe([this.#walker.guest.word(cell + CELL.value)], cell, scope, name);
  }

  /** An entry that is absent is observed as such; what others keep under it later is a change like any other. */
  observeEntry(scope: string, name: string): Observation | null {
    const { tables } = this.#powers;
    const found = tables.find(scope, name);
    if (!found) return null;
    const entry = isRest(found) ? { ...found, except: this.#keysOf(found) } : found;
    this.#rebindable ??= name;
    const seen = tables.read(entry, (values) => this.#observe(values, 0, scope, name, entry));
    return seen && { ...seen, fingerprint: `${tables.sortOf(entry)} ${seen.fingerprint}` };
  }

  /** The keys by which a table was looked into so far. */
  #keysOf({ scope, name }: Entry): ReadonlySet<string> {
    const known = this.#segments.flatMap(({ entry }) =>
      entry?.scope === scope && entry.name === name ? entry.key : [],
    );
    return new Set(known);
  }

  /** A name that means nothing: should it come to, that is a change. */
  #miss(scope: string, name: string): null {
    const at = this.#numbering.count;
    this.#segments.push({ cell: 0, scope, name, root: NO_BODIES, from: at, to: at, bodies: NO_BODIES });
    return null;
  }

  /** Whether a name that meant nothing means something now. */
  #hasAppeared({ cell, scope, name, entry }: Segment): boolean {
    if (cell !== 0 || name === '' || entry) return false;
    return this.#program.cell(scope, name) !== 0 || this.#program.unobservable(scope, name) !== null;
  }

  #presume(root: string, cell: number, scope: string, name: string): Observation {
    const at = this.#numbering.count;
    this.#segments.push({ cell, scope, name, root, from: at, to: at, bodies: NO_BODIES });
    return { fingerprint: root, refused: null, statics: [] };
  }

  #observed(): Observed {
    const numbering = this.#numbering;
    return {
      get size() {
        return numbering.count;
      },
      rootOf: (cell) => this.#segments.find((segment) => segment.cell === cell)?.root,
      rootNow: (cell) => this.#rootOf(cell),
      isUnchanged: (except) => this.#segments.every((segment) => this.#isAsItWas(segment, except(segment.cell))),
      number: (value, cell, { scope, name }) => this.#observe([value], cell, scope, name),
      build: (tape) => this.#restorer().value(tape) ?? 0,
    };
  }

  /** What a variable holds now, or for the call itself nothing. */
  #rootOf(cell: number): string {
    return this.#walks.roots('look', cell === 0 ? [] : [this.#walker.guest.word(cell + CELL.value)]);
  }

  /** What the variable or the entry of a segment holds now; the walker goes on in this view's numbering. */
  #rootNow({ cell, entry }: Segment): string {
    if (!entry) return this.#rootOf(cell);
    return (
      this.#powers.tables.read(entry, (values) => this.#walks.roots('look', values)) ?? this.#rootOf(0) + UNREADABLE
    );
  }

  #isAsItWas(segment: Segment, mayBeRebound: boolean): boolean {
    const { cell, root, from, to, bodies, entry } = segment;
    if (this.#hasAppeared(segment)) return false;
    const now = this.#rootNow(segment);
    if (now !== root && (cell !== 0 || entry) && !mayBeRebound) return false;
    const still = this.#walks.bodies(
      from,
      () => to,
      () => undefined,
    );
    return still === bodies;
  }

  #observe(roots: readonly number[], cell: number, scope: string, name: string, entry?: Entry): Observation {
    const from = this.#numbering.count;
    const walker = this.#walker;
    const root = this.#walks.roots('observe', roots);
    const bodies = this.#walks.bodies(
      from,
      () => this.#numbering.count,
      (number) => this.#remember(number),
    );
    this.#newestStack = Math.max(this.#newestStack, walker.newestStack);
    const to = this.#numbering.count;
    this.#segments.push({ cell, scope, name, root, from, to, bodies, ...(entry ? { entry } : {}) });
    const fingerprint = bodies === NO_BODIES ? root : sha256(`${root}${bodies}`);
    return { fingerprint, refused: walker.refusal, statics: [] };
  }

  #remember(number: number): void {
    const { tape, shapeA, shapeB } = this.#walker;
    this.#numbering.remember(number, tape.laneA, tape.laneB, shapeA, shapeB);
  }

  changed(): string | null {
    this.#changes = [];
    let what: string | null = null;
    for (const segment of this.#segments) {
      const found = this.#changeOf(segment);
      what ??= found;
    }
    return what;
  }

  /** Collects what is no longer as it was in one segment; answers its name if anything is. */
  #changeOf(segment: Segment): string | null {
    const { cell, scope, name, entry } = segment;
    if (this.#hasAppeared(segment)) {
      this.#changes.push({ appeared: name });
      return `variable ${name}`;
    }
    const root = this.#rootNow(segment);
    const rebound = (cell !== 0 || entry !== undefined) && root !== segment.root;
    if (rebound) this.#changes.push(entry ? { entry } : { cell, scope, name });
    const known = this.#changes.length;
    const bodies = this.#walks.bodies(
      segment.from,
      () => segment.to,
      (number) => this.#compare(number),
    );
    const touched = bodies !== segment.bodies;
    // The digests of bodies are cheap ones: where they do not say which body changed, nobody can write it back.
    if (touched && this.#changes.length === known) this.#changes.push({ unknown: true });
    if (touched) return name === '' ? 'what it was given' : `what variable ${name} holds`;
    return rebound ? `variable ${name}` : null;
  }

  #compare(number: number): void {
    const { tape, shapeA, shapeB } = this.#walker;
    if (this.#numbering.isBody(number, tape.laneA, tape.laneB)) return;
    this.#changes.push({ number, sameShape: this.#numbering.isShape(number, shapeA, shapeB) });
  }

  get mutable(): string | null {
    if (this.#rebindable !== null) return `variable ${this.#rebindable}`;
    for (const { name, from, to } of this.#segments)
      for (let number = from + 1; number <= to; number++)
        if (this.#numbering.kind(number) !== NODE.symbol && !isFrozenThing(this.#powers.guest, this.#numbering, number))
          return name === '' ? 'what it was given' : `what variable ${name} holds`;
    return null;
  }

  encode(value: number, mayFill = false, since = Number.POSITIVE_INFINITY): Encoded {
    this.#walker.keepStack = (object) => this.#keepStack(object, since);
    const fills = mayFill && this.#changes.length > 0 ? this.#fillsOfChanges() : null;
    const filled = fills && this.#encodeFills(value, fills);
    if (filled && !('refused' in filled)) return filled;
    if (this.#changes.length > 0) return this.#encodeChanges(value, since);
    return this.#encodeValue(value);
  }

  #encode(walk: (sink: (chunk: Uint8Array) => void) => void): Encoded {
    const from = this.#numbering.count;
    const chunks: Uint8Array[] = [];
    walk((chunk) => chunks.push(chunk.slice()));
    this.#numbering.reset(from);
    if (this.#walker.refusal !== null) return { refused: this.#walker.refusal };
    const tape = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
    return { tape, statics: this.#walker.known(), shown: [...this.#walker.shown.values()] };
  }

  #keepStack(object: number, since: number): KeptStack | string {
    return this.#place
      ? this.#powers.stacks.keep(object, since, this.#place)
      : 'an Error, whose stack names its caller';
  }

  /** What was filled, if nothing else changed. */
  #fillsOfChanges(): readonly Filled[] | null {
    const cells = this.#changes.map((change) => ('cell' in change ? change.cell : 0));
    return cells.includes(0) ? null : this.fills.among(cells);
  }

  /** Each fill by itself and then the value: what comes later refers by number to what came before. */
  #encodeFills(value: number, filled: readonly Filled[]): Encoded {
    const from = this.#numbering.count;
    const segments = this.#segments.length;
    const fills: EncodedFill[] = [];
    const statics: StaticCode[] = [];
    const shown: Shown[] = [];
    let refused: string | null = null;
    for (const { cell, scope, name, around } of filled) {
      const at = this.#walker.guest.word(cell + CELL.value);
      const encoded = this.#encodeValue(at);
      const seen = this.#observe([at], cell, scope, name);
      refused ??= 'refused' in encoded ? encoded.refused : seen.refused;
      if ('refused' in encoded) break;
      const within = filled.findIndex((other) => other.cell === around);
      const { tape } = encoded;
      fills.push({ scope, name, tape, fingerprint: seen.fingerprint, ...(within < 0 ? {} : { within }) });
      statics.push(...encoded.statics);
      shown.push(...encoded.shown);
    }
    const encoded = refused === null ? this.#encodeValue(value) : { refused };
    this.#segments.length = segments;
    this.#numbering.reset(from);
    if ('refused' in encoded) return encoded;
    return { ...encoded, statics: [...statics, ...encoded.statics], shown: [...shown, ...encoded.shown], fills };
  }

  #encodeValue(value: number): Encoded {
    return this.#encode((sink) => this.#walker.walk(this.#numbering, 'payload', [value], sink));
  }

  /** The value and the final state of all that changed, as one list. */
  #encodeChanges(value: number, since: number): Encoded {
    const reader = new ChangeReader(this.#powers.guest, this.#numbering, value, since);
    for (const change of this.#changes) {
      if ('unknown' in change) reader.refused ??= 'something that cannot be told apart';
      else if ('appeared' in change) reader.refused ??= `${change.appeared} was not there before`;
      else if ('number' in change) reader.thing(change.number, change.sameShape);
      else if ('entry' in change) this.#readEntry(reader, change.entry);
      else reader.variable(change.scope, change.name, change.cell);
    }
    const { writes, values, scratch } = reader.end();
    const { refused } = reader;
    const encoded =
      refused === null ? this.#encode((sink) => this.#walker.walkList(this.#numbering, values, sink)) : { refused };
    reader.release(scratch);
    return 'refused' in encoded ? encoded : { ...encoded, writes };
  }

  /** One entry, or the whole table where all of it was looked at: then the entries known by themselves are in it. */
  #readEntry(reader: ChangeReader, entry: Entry): void {
    const { tables } = this.#powers;
    const isWhole = this.#segments.some(
      ({ entry: seen }) => seen && isRest(seen) && seen.scope === entry.scope && seen.name === entry.name,
    );
    if (isWhole) reader.table(entry, () => tables.list({ ...entry, key: '*' }));
    else reader.entry(entry, tables.keyHandle(entry), tables.list(entry));
  }

  decode(tape: Uint8Array, writes?: readonly HeapWrite[]): Restored | null {
    if (this.#newestStack > 0) this.#powers.onStack(this.#newestStack);
    const restored = this.#restorer().call(tape, writes);
    return (
      restored && {
        value: restored.value,
        write: () => {
          this.fills.write();
          restored.write();
        },
      }
    );
  }

  #restorer(): Restorer {
    return new Restorer(this.#powers, this.#numbering, this.#place?.caller ?? 0);
  }

  mark(): number {
    return this.#segments.length;
  }

  reset(mark: number): void {
    this.fills.discard();
    this.#segments.length = mark;
    this.#numbering.reset(this.#segments.at(-1)?.to ?? 0);
  }

  release(): void {
    this.fills.release();
    this.#numbering.clear();
  }
}
