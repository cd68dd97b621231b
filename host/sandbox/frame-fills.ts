/**
 * The fills of one frame. Whoever finds a variable filled passes the guarded place by; so a fill counts as one only if
 * nobody else can tell: what runs there changes nothing that was there before it, neither what the frame observed nor what
 * its code can reach of the activations around; the value stays as it is to the end of the call; it is filled once; and no
 * code ran before that reads the variable elsewhere. Everything else is an ordinary change of the variable.
 */
import type { FillView, Observation, PresumedFill, VariableAddress } from '../../engine/ports.ts';
import type { Fill } from '../../engine/trace.ts';
import { assign } from './heap-writer.ts';
import { CELL, TAG } from './layout.ts';
import type { Program } from './program.ts';
import { Snapshot, type SnapshotPowers } from './snapshot.ts';

/** What fills work with. */
export interface FillPowers extends SnapshotPowers {
  readonly program: Program;
}

/** What the frame saw, as its fills need it. */
export interface Observed {
  /** How many things it numbered. */
  readonly size: number;
  /** The digest of what was observed of a variable. */
  rootOf(cell: number): string | undefined;
  /** The digest of what it holds. */
  rootNow(cell: number): string;
  /** Whether all is as it was observed, but for some variables themselves. */
  isUnchanged(except: (cell: number) => boolean): boolean;
  /** Numbers a value as that of a variable. */
  number(value: number, cell: number, variable: VariableAddress): Observation;
  /** Makes a stored value; 0 when that cannot be. */
  build(tape: Uint8Array): number;
}

type Phase = 'begun' | 'filled' | 'spoiled';

interface State extends VariableAddress {
  readonly phase: Phase;
  /** Of what its region can reach, while that runs; then of the value. */
  readonly snapshot: Snapshot | null;
  /** Cell of the variable in whose region it was begun, or 0. */
  readonly around: number;
}

/** A fill that stands at the end of the call. */
export interface Filled extends VariableAddress {
  readonly cell: number;
  readonly around: number;
}

/** A value that was made for an absent variable. */
interface Built {
  readonly cell: number;
  readonly handle: number;
}

/** Looking at more things than this, all fills of a call together, would take longer than many a call. */
const MOST_LOOKED = 1_000_000;

export class FrameFills implements FillView {
  readonly #powers: FillPowers;
  readonly #observed: Observed;
  readonly #states = new Map<number, State>();
  /** Cells in the order in which they were filled. */
  readonly #order = new Set<number>();
  /** Cells of the variables whose regions run, the innermost last; and of those whose regions were left by throwing. */
  readonly #open: number[] = [];
  readonly #presumed = new Map<number, string>();
  readonly #built: Built[] = [];
  #lost = false;
  /** How many things were looked at to see whether they changed. */
  #looked = 0;

  constructor(powers: FillPowers, observed: Observed) {
    this.#powers = powers;
    this.#observed = observed;
  }

  begin(variable: VariableAddress, reach: number): void {
    const cell = this.#cell(variable);
    if (cell === 0 || this.#lost) return;
    this.#begin(cell, variable, reach === 0 ? [] : this.#powers.program.cellsOf(reach), this.#open.at(-1) ?? 0);
    this.#open.push(cell);
  }

  expect(variable: VariableAddress, within: VariableAddress | null): void {
    const cell = this.#cell(variable);
    if (cell === 0 || this.#lost) return;
    this.#begin(cell, variable, [], within ? this.#cell(within) : (this.#open.at(-1) ?? 0));
  }

  #begin(cell: number, { scope, name }: VariableAddress, cells: readonly number[], around: number): void {
    const isFirst = !this.#states.has(cell) && this.#isAbsent(cell, { scope, name }) && this.#isClean();
    if (!isFirst) return this.#spoil(cell, { scope, name });
    this.#keep(cell, { scope, name, around, phase: 'begun', snapshot: new Snapshot(this.#powers, [], cells) });
  }

  end(variable: VariableAddress, value: number): void {
    const cell = this.#cell(variable);
    if (cell === 0 || this.#lost) return;
    if (this.#open.includes(cell)) this.#open.length = this.#open.lastIndexOf(cell);
    const state = this.#states.get(cell);
    const at = value === 0 ? this.#valueOf(cell) : value;
    const isWhole = state?.phase === 'begun' && state.snapshot?.isStill([]) === true;
    if (!state || !isWhole || !this.#isTruthy(at) || !this.#isClean()) return this.#spoil(cell, variable);
    this.#keep(cell, { ...state, phase: 'filled', snapshot: new Snapshot(this.#powers, [at], []) });
  }

  tell(variable: VariableAddress, writes: boolean): void {
    const cell = this.#cell(variable);
    if (cell !== 0 && (writes || !this.has(variable))) this.#spoil(cell, variable);
  }

  giveUp(): void {
    this.#lost = true;
  }

  has(variable: VariableAddress): boolean {
    const cell = this.#cell(variable);
    return cell !== 0 && this.#isTruthy(this.#valueOf(cell));
  }

  follow(fill: Fill, tape: () => Uint8Array | undefined): boolean {
    const cell = this.#cell(fill);
    if (cell === 0) return false;
    const value = this.has(fill) ? this.#valueOf(cell) : this.#build(cell, tape());
    if (value === 0) return false;
    const { fingerprint, refused } = this.#observed.number(value, cell, fill);
    return refused === null && fingerprint === fill.fingerprint;
  }

  #build(cell: number, tape: Uint8Array | undefined): number {
    const handle = tape ? this.#observed.build(tape) : 0;
    if (handle !== 0) this.#built.push({ cell, handle });
    return handle;
  }

  presume(fills: readonly PresumedFill[]): void {
    if (fills.length === 0) this.giveUp();
    for (const { scope, name, absent } of fills) {
      const cell = this.#cell({ scope, name });
      if (cell === 0) continue;
      this.#order.add(cell);
      if (!this.has({ scope, name })) continue;
      this.#presumed.set(cell, absent);
      const snapshot = new Snapshot(this.#powers, [this.#valueOf(cell)], []);
      this.#keep(cell, { scope, name, around: 0, phase: 'filled', snapshot });
    }
  }

  /** What stands for a variable that is filled, but not in the entry that the call is compared with. */
  presumed(cell: number): string | undefined {
    return this.#presumed.get(cell);
  }

  /** The fills among changed variables, if all of them are. */
  among(cells: readonly number[]): readonly Filled[] | null {
    if (this.#lost || !cells.every((cell) => this.#stands(cell))) return null;
    return [...this.#order].flatMap((cell) => {
      const state = cells.includes(cell) ? this.#states.get(cell) : undefined;
      return state ? [{ ...state, cell }] : [];
    });
  }

  /** Puts the values that were made into their variables. */
  write(): void {
    for (const { cell, handle } of this.#built) assign(this.#powers.guest, this.#valueOf(cell), handle);
    this.discard();
  }

  /** Lets go of the values that were made. */
  discard(): void {
    for (const { handle } of this.#built) this.#powers.guest.free(handle);
    this.#built.length = 0;
  }

  release(): void {
    this.discard();
    for (const { snapshot } of this.#states.values()) snapshot?.release();
    this.#states.clear();
  }

  // ---------- states

  #keep(cell: number, state: State): void {
    this.#states.get(cell)?.snapshot?.release();
    this.#states.set(cell, state);
    if (state.phase === 'filled') this.#order.add(cell);
    if (state.snapshot?.isOpaque) this.#spoil(cell, state);
  }

  #spoil(cell: number, { scope, name }: VariableAddress): void {
    this.#states.get(cell)?.snapshot?.release();
    this.#states.set(cell, { scope, name, around: 0, phase: 'spoiled', snapshot: null });
  }

  /** Whether the variable still holds what it was filled with, in the state in which that was. */
  #stands(cell: number): boolean {
    const state = this.#states.get(cell);
    return state?.phase === 'filled' && state.snapshot?.isStill([this.#valueOf(cell)]) === true;
  }

  /** Whether nothing changed in what the call could see so far, but for what it filled. */
  #isClean(): boolean {
    this.#looked += this.#observed.size;
    if (this.#looked > MOST_LOOKED) this.giveUp();
    if (this.#lost) return false;
    for (const [cell, { phase }] of this.#states) if (phase === 'filled' && !this.#stands(cell)) return false;
    return this.#observed.isUnchanged((cell) => {
      const phase = this.#states.get(cell)?.phase;
      return phase === 'begun' || phase === 'filled';
    });
  }

  // ---------- variables

  /** The cell of a fill variable; 0 for any other. */
  #cell({ scope, name }: VariableAddress): number {
    const { program } = this.#powers;
    return program.fillOf(scope, name) ? program.cell(scope, name) : 0;
  }

  #valueOf(cell: number): number {
    return this.#powers.guest.word(cell + CELL.value);
  }

  /** Observed as declared, and still so. */
  #isAbsent(cell: number, { scope, name }: VariableAddress): boolean {
    const absent = this.#powers.program.fillOf(scope, name)?.absent;
    if (absent === undefined || this.#powers.guest.tag(this.#valueOf(cell)) !== TAG[absent]) return false;
    return this.#observed.rootOf(cell) === this.#observed.rootNow(cell);
  }

  /** What no guarded place takes for absent. */
  #isTruthy(value: number): boolean {
    const { guest } = this.#powers;
    switch (guest.tag(value)) {
      case TAG.object:
      case TAG.symbol:
        return true;
      case TAG.string:
      case TAG.rope:
        return guest.string(value) !== '';
      case TAG.bool:
      case TAG.int:
        return guest.word(value) !== 0;
      case TAG.null:
      case TAG.undefined:
      case TAG.uninitialized:
      case TAG.bigInt:
      case TAG.shortBigInt:
        return false;
      default:
        return Math.abs(guest.number(value)) > 0;
    }
  }
}
