/** What `--audit` found: each difference with its function, and the two texts laid side by side. Pure text. */
import { structuredPatch } from 'diff';
import type { Difference } from '../engine/audit.ts';
import type { RunReport } from '../engine/trace.ts';
import type { Colors } from './print.ts';

type Audit = NonNullable<RunReport['audit']>;

const WORDS: Readonly<Record<string, string>> = {
  value: 'returned another value',
  changes: 'changed other things',
  effects: 'wrote something else',
  waits: 'waited otherwise',
  dependencies: 'hangs on other things',
  storable: 'would not be stored now',
};
const mostDifferences = 20;
const mostLines = 40;
const contextLines = 2;

/** The result in one line, then the differences. */
export function formatAudit({ calls, differences }: Audit, colors: Colors): string {
  const counted = `audit: ${calls} answerable ${calls === 1 ? 'call' : 'calls'} executed beside the store`;
  if (differences.length === 0) return `${counted}, no difference`;
  const head = colors.red(`${counted}, ${differences.length} different`);
  return [head, ...formatDifferences(differences, '--report', colors)].join('\n');
}

/** The first of the differences; `flag` is the one that shows all. */
export function formatDifferences(differences: readonly Difference[], flag: string, colors: Colors): string[] {
  const shown = differences.slice(0, mostDifferences).map((difference) => formatDifference(difference, colors));
  const more = differences.length - shown.length;
  return more > 0 ? [...shown, `… ${more} more differences (${flag} shows all)`] : shown;
}

function formatDifference({ module, line, path, what, stored, executed }: Difference, colors: Colors): string {
  const head = `${colors.bold(path)} ${module}:${line} ${WORDS[what] ?? what}`;
  if (what === 'storable') return `${head}: ${executed}`;
  return [head, ...patchLines(stored, executed, colors)].join('\n');
}

function patchLines(stored: string, executed: string, colors: Colors): string[] {
  const { hunks } = structuredPatch('', '', `${stored}\n`, `${executed}\n`, '', '', { context: contextLines });
  const lines = hunks.flatMap((hunk) => hunk.lines).map((line) => `  ${painted(line, colors)}`);
  const heads = [`  ${colors.red('- stored')}`, `  ${colors.green('+ executed now')}`];
  return [...heads, ...lines.slice(0, mostLines), ...(lines.length > mostLines ? ['  …'] : [])];
}

function painted(line: string, colors: Colors): string {
  if (line.startsWith('-')) return colors.red(line);
  return line.startsWith('+') ? colors.green(line) : line;
}
