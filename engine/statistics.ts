/** Verdicts counted per function, the material of the run report. */
import type { Cause } from './frame.ts';
import type { ProgramFunction } from './ports.ts';
import type { FunctionReport, Reason, VerdictKind } from './trace.ts';

/** The running account of one function. */
export interface FunctionAccount {
  readonly fn: ProgramFunction;
  calls: number;
  hits: number;
  stored: number;
  totalMs: number;
  savedMs: number;
  /** Activations open now: only the outermost one's time counts. */
  open: number;
  readonly reasons: Map<string, { verdict: 'miss' | 'bypass'; cause: Cause; count: number }>;
}

export class Statistics {
  readonly #accounts = new Map<ProgramFunction, FunctionAccount>();
  readonly #edges = new Map<string, { from: string; to: string; count: number }>();
  readonly verdicts: Record<VerdictKind, number> = { hit: 0, miss: 0, bypass: 0 };
  stored = 0;
  savedMs = 0;
  /** What memoization itself took outside every recorded call: walks, lookups, encoding, restoring. */
  overheadMs = 0;

  account(fn: ProgramFunction): FunctionAccount {
    let account = this.#accounts.get(fn);
    if (!account) {
      account = { fn, calls: 0, hits: 0, stored: 0, totalMs: 0, savedMs: 0, open: 0, reasons: new Map() };
      this.#accounts.set(fn, account);
    }
    return account;
  }

  hit(fn: ProgramFunction, savedMs: number): void {
    const account = this.account(fn);
    account.calls += 1;
    account.hits += 1;
    account.savedMs += savedMs;
    this.verdicts.hit += 1;
    this.savedMs += savedMs;
  }

  /** A call that was not answered, and why. */
  count(fn: ProgramFunction, verdict: 'miss' | 'bypass', cause: Cause): void {
    this.account(fn).calls += 1;
    this.verdicts[verdict] += 1;
    this.reason(fn, verdict, cause);
  }

  reason(fn: ProgramFunction, verdict: 'miss' | 'bypass', cause: Cause): void {
    const { reasons } = this.account(fn);
    const name = `${verdict}\0${cause.code}\0${cause.text}`;
    const known = reasons.get(name);
    if (known) known.count += 1;
    else if (reasons.size < MAX_REASONS) reasons.set(name, { verdict, cause, count: 1 });
  }

  /** A miss turned out to be unstorable: it is a bypass after all. */
  demote(fn: ProgramFunction, cause: Cause): void {
    this.verdicts.miss -= 1;
    this.verdicts.bypass += 1;
    this.reason(fn, 'bypass', cause);
  }

  store(fn: ProgramFunction): void {
    this.account(fn).stored += 1;
    this.stored += 1;
  }

  edge(from: ProgramFunction, to: ProgramFunction): void {
    const [source, target] = [siteName(from), siteName(to)];
    const key = `${source}\0${target}`;
    const known = this.#edges.get(key);
    if (known) known.count += 1;
    else this.#edges.set(key, { from: source, to: target, count: 1 });
  }

  edges(): { from: string; to: string; count: number }[] {
    return [...this.#edges.values()];
  }

  functions(): FunctionReport[] {
    return [...this.#accounts.values()].filter((a) => a.calls > 0 || a.reasons.size > 0).map(functionReport);
  }
}

/** A function that is called with ever new reasons has only its first ones told. */
const MAX_REASONS = 20;

function siteName(fn: ProgramFunction): string {
  return `${fn.site.module}#${fn.site.path}`;
}

function functionReport(account: FunctionAccount): FunctionReport {
  const { fn } = account;
  const reasons: Reason[] = [...account.reasons.values()].map(({ verdict, cause, count }) => ({
    verdict,
    code: cause.code,
    text: cause.text,
    count,
  }));
  return {
    name: fn.site.path,
    file: fn.site.module,
    line: fn.site.line,
    calls: account.calls,
    hits: account.hits,
    stored: account.stored,
    totalMs: round(account.totalMs),
    savedMs: round(account.savedMs),
    reasons,
  };
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
