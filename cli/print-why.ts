/** What `rote why` says: per function the verdicts, and what made its calls run. Pure text. */
import type { FunctionReport, Reason, RunReport } from '../engine/trace.ts';
import type { Colors } from './print.ts';
import { formatMs } from './print-stats.ts';
import { formatTime } from './print-time.ts';

const mostReasons = 5;
/** Names and places line up, unless one is so long that the rest would drift off. */
const widestColumn = 40;

/** A whole run: when and how, its calls in one line, then its functions, those that ran longest first. */
export function formatWhy(report: RunReport, colors: Colors): string {
  const { script, startedAt, wallMs, exitCode, fault, runId, functions } = report;
  const ended = fault ? fault.message : `exit code ${exitCode}`;
  const head = `${colors.bold(script)}, ${formatTime(Date.parse(startedAt))}, took ${formatMs(wallMs)}, ${ended}`;
  const body = functions.length === 0 ? [] : ['', formatFunctions(functions, colors)];
  return [head, colors.dim(`run ${runId}`), runVerdicts(report), ...body].join('\n');
}

/** Functions, each with its verdicts and reasons. */
export function formatFunctions(functions: readonly FunctionReport[], colors: Colors): string {
  const sorted = [...functions].sort((a, b) => b.totalMs - a.totalMs || b.savedMs - a.savedMs);
  const widths = { name: widest(sorted.map(({ name }) => name)), place: widest(sorted.map(placeOf)) };
  return sorted.flatMap((line) => functionLines(line, widths, colors)).join('\n');
}

function runVerdicts({ calls, savedMs, functions }: RunReport): string {
  const all = calls.hit + calls.miss + calls.bypass;
  if (all === 0 && functions.length === 0) return 'no call was long enough to be worth storing';
  const hits = calls.hit > 0 ? [`${calls.hit} answered from the store (saved ${formatMs(savedMs)})`] : [];
  const ran = all > calls.hit ? [`${all - calls.hit} ran`, `${calls.stored} stored`] : [];
  return `${counted(all)}: ${[...hits, ...ran].join(', ')}`;
}

function functionLines(line: FunctionReport, widths: { name: number; place: number }, colors: Colors): string[] {
  const name = colors.bold(line.name) + gap(line.name, widths.name);
  const place = colors.cyan(placeOf(line)) + gap(placeOf(line), widths.place);
  const reasons = ranked(line.reasons);
  const shown = reasons.slice(0, mostReasons).map((reason) => reasonText(reason, colors));
  const more = reasons.length > mostReasons ? [`    … ${reasons.length - mostReasons} more reasons`] : [];
  return [`${name}  ${place}  ${verdicts(line)}`, ...shown, ...more];
}

function verdicts({ calls, hits, stored, totalMs, savedMs, reasons }: FunctionReport): string {
  const parts: string[] = [];
  if (hits > 0) parts.push(`${hits === calls ? '' : `${hits} `}answered from the store, saved ${formatMs(savedMs)}`);
  if (hits < calls) parts.push(`${hits === 0 ? '' : `${calls - hits} `}ran in ${formatMs(totalMs)}`);
  if (stored > 0) parts.push(stored === calls ? 'stored' : `${stored} stored`);
  const unstored = unstorable(reasons);
  if (unstored > 0) parts.push(`${unstored} cannot be stored`);
  return `${counted(calls)}: ${parts.join(', ')}`;
}

function reasonText({ verdict, text, count: times }: Reason, colors: Colors): string {
  const kind = verdict === 'miss' ? colors.yellow('ran:') : colors.magenta('not stored:');
  return `    ${kind} ${text}${times > 1 ? colors.dim(` (${times} times)`) : ''}`;
}

/** Calls that something in the script keeps from being stored; being short is a choice of rote's. */
function unstorable(reasons: readonly Reason[]): number {
  const found = reasons.filter(({ verdict, code }) => verdict === 'bypass' && code !== 'short');
  return found.reduce((sum, { count }) => sum + count, 0);
}

/** Misses before bypasses; what changed before what is merely new; frequent before rare. */
function ranked(reasons: readonly Reason[]): Reason[] {
  const order = { miss: 0, bypass: 1 };
  const told = ({ code }: Reason) => (code.endsWith('-changed') && code !== 'arguments-changed' ? 0 : 1);
  return [...reasons].sort((a, b) => order[a.verdict] - order[b.verdict] || told(a) - told(b) || b.count - a.count);
}

function placeOf({ file, line }: FunctionReport): string {
  return `${file}:${line}`;
}

function widest(texts: readonly string[]): number {
  return Math.min(widestColumn, Math.max(0, ...texts.map((text) => text.length)));
}

function gap(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - text.length));
}

function counted(calls: number): string {
  return `${calls} ${calls === 1 ? 'call' : 'calls'}`;
}
