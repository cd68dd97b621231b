/** What `rote why` says: per function the verdicts, and what made its calls run. Pure text. */
import type { FunctionReport, Reason, RunReport } from '../engine/trace.ts';
import type { Colors } from './print.ts';
import { formatMs, formatSummary } from './print-stats.ts';

const mostReasons = 5;

/** A whole run: its summary, then its functions, those that ran longest first. */
export function formatWhy(report: RunReport, colors: Colors): string {
  const head = colors.dim(`run ${report.runId}, ${report.startedAt}`);
  const none = report.functions.length === 0 ? ['no call was long enough to be worth storing'] : [];
  return [formatSummary(report), head, ...none, '', formatFunctions(report.functions, colors)].join('\n').trimEnd();
}

/** Functions, each with its verdicts and reasons. */
export function formatFunctions(functions: readonly FunctionReport[], colors: Colors): string {
  const sorted = [...functions].sort((a, b) => b.totalMs - a.totalMs);
  return sorted.map((line) => functionText(line, colors)).join('\n\n');
}

function functionText(line: FunctionReport, colors: Colors): string {
  const place = colors.cyan(`${line.file}:${line.line}`);
  const head = `${colors.bold(line.name)} ${place}: ${verdicts(line)}`;
  const reasons = ranked(line.reasons);
  const shown = reasons.slice(0, mostReasons).map((reason) => reasonText(reason, colors));
  const more = reasons.length - shown.length;
  return [head, ...shown, ...(more > 0 ? [`  … ${more} more reasons`] : [])].join('\n');
}

function verdicts({ calls, hits, stored, totalMs, savedMs, reasons }: FunctionReport): string {
  const parts = [`${calls} ${calls === 1 ? 'call' : 'calls'}`];
  if (hits > 0) parts.push(`${hits} answered from the store, saved ${formatMs(savedMs)}`);
  if (hits < calls) parts.push(`${calls - hits} ran (${formatMs(totalMs)})`);
  if (stored > 0) parts.push(`${stored} stored`);
  const unstored = unstorable(reasons);
  if (unstored > 0) parts.push(`${unstored} cannot be stored`);
  return parts.join(', ');
}

function reasonText({ verdict, text, count: times }: Reason, colors: Colors): string {
  const kind = verdict === 'miss' ? colors.yellow('ran') : colors.magenta('not stored');
  return `  ${kind}: ${text}${times > 1 ? colors.dim(` (${times} times)`) : ''}`;
}

/** Calls that something in the script keeps from being stored; being short is a choice of rote's. */
function unstorable(reasons: readonly Reason[]): number {
  const found = reasons.filter(({ verdict, code }) => verdict === 'bypass' && code !== 'short');
  return found.reduce((sum, { count }) => sum + count, 0);
}

/** Misses before bypasses, frequent before rare. */
function ranked(reasons: readonly Reason[]): Reason[] {
  const order = { miss: 0, bypass: 1 };
  return [...reasons].sort((a, b) => order[a.verdict] - order[b.verdict] || b.count - a.count);
}
