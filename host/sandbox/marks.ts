/** Marks: code of a function runs in the open frames, which come to depend on it and on all that it can reach. */
import type { Memo } from '../../engine/memo.ts';
import { ADDED_FUNCTION } from '../../engine/program/added-lines.ts';
import type { Guest } from './guest.ts';
import { CELL } from './layout.ts';
import type { LiveFunction } from './live-function.ts';
import type { Program } from './program.ts';

/** What marks are made with. */
export interface MarkPowers {
  readonly guest: Guest;
  readonly program: Program;
  readonly memo: Memo;
}

export class Marks {
  readonly #powers: MarkPowers;

  constructor(powers: MarkPowers) {
    this.#powers = powers;
  }

  /** A function that can never be a candidate is named in the report with its reason; parts of classes are not. */
  tellBypass(fn: LiveFunction): void {
    const { bypass } = fn;
    const { kind } = fn.info;
    if (fn.told || bypass === null) return;
    fn.told = true;
    if (!fn.owner.own || bypass === ADDED_FUNCTION) return;
    if (kind === 'class' || kind === 'field' || kind === 'static-block') return;
    this.#powers.memo.statistics.reason(fn, 'bypass', { code: 'not-a-candidate', text: bypass });
  }

  markIn(fn: LiveFunction, object: number): void {
    const { memo, program } = this.#powers;
    if (memo.current === null) return;
    memo.mark(fn, () => program.reach(fn, object));
    const refusal = fn.refusal;
    if (refusal !== null) memo.refuse(refusal[0], refusal[1]);
  }

  /** Writes the epoch into the function's own cell: until the frame changes, it runs without asking. */
  remember(fn: LiveFunction, object: number): void {
    const { guest, program, memo } = this.#powers;
    if (fn.markCell === 0) fn.markCell = program.markCell(fn, object);
    if (fn.markCell !== 0) guest.writeInt(guest.word(fn.markCell + CELL.value), memo.epoch);
  }
}
