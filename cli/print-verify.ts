/** What `rote verify` found: a line for each run, its differences, and the sum of it all. Pure text. */
import type { RunReport } from '../engine/trace.ts';
import type { VerifiedRun, VerifyOptions } from '../host/verify.ts';
import type { Colors } from './print.ts';
import { formatDifferences } from './print-audit.ts';

/** What there is to tell. */
interface Told {
  readonly verified: readonly VerifiedRun[];
  readonly sample: NonNullable<VerifyOptions['sample']> | null;
}

/** The whole answer. */
export function formatVerified({ verified, sample }: Told, colors: Colors): string {
  const lines = verified.flatMap((run) => runLines(run, colors));
  const { calls, differences, skipped } = summaryOf(verified);
  const made = count(verified.length - skipped, 'run');
  const skips = skipped > 0 ? `, ${skipped} skipped (${reasons(verified).join('; ')})` : '';
  const chosen = sample ? `, sampled by --sample-seed ${sample.seed}` : '';
  const sum = `${made} made again, ${count(calls, 'call')} compared${chosen}, ${found(differences)}${skips}`;
  return [...lines, differences > 0 ? colors.red(sum) : sum].join('\n');
}

/** The sums over all runs. */
export function summaryOf(verified: readonly VerifiedRun[]): { calls: number; differences: number; skipped: number } {
  const sum = (of: (run: VerifiedRun) => number): number => verified.reduce((all, run) => all + of(run), 0);
  return {
    calls: sum((run) => run.calls),
    differences: sum((run) => run.differences.length),
    skipped: sum((run) => (run.skipped === null ? 0 : 1)),
  };
}

/** A run as it was typed. */
export function runWords({ script, invocation }: Pick<RunReport, 'script' | 'invocation'>): string {
  const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : JSON.stringify(word));
  return [script, ...(invocation?.args ?? [])].map(quoted).join(' ');
}

function runLines({ run, calls, differences, skipped }: VerifiedRun, colors: Colors): string[] {
  const head = colors.bold(runWords(run));
  const compared = `${count(calls, 'call')} compared, ${found(differences.length)}`;
  if (skipped !== null && calls === 0) return [`${head}: ${colors.yellow('skipped')}: ${skipped}`];
  const told = skipped === null ? compared : `${compared}; ${skipped}`;
  return [`${head}: ${told}`, ...formatDifferences(differences, '--json', colors)];
}

function reasons(verified: readonly VerifiedRun[]): string[] {
  return [...new Set(verified.flatMap(({ skipped }) => skipped ?? []))];
}

function found(differences: number): string {
  return differences === 0 ? 'no difference' : count(differences, 'difference');
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
