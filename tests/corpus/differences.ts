/** What is wrong with a run, in words: against plain node, and against the story's expectations. Pure. */
import type { FunctionReport, RunReport } from '../../engine/trace.ts';
import { changedFiles } from './folder.ts';
import type { Observed } from './programs.ts';
import type { Expectation } from './story.ts';

const excerpt = (text: string, at: number): string => JSON.stringify(text.slice(Math.max(0, at - 30), at + 90));

function textDifference(what: string, expected: Buffer, actual: Buffer): string[] {
  if (expected.equals(actual)) return [];
  const [a, b] = [expected.toString('utf8'), actual.toString('utf8')];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const line = a.slice(0, at).split('\n').length;
  return [`${what} differs at line ${line}: node ${excerpt(a, at)}, sandbox ${excerpt(b, at)}`];
}

/** Differences between a run under node and one in the sandbox. */
export function compareRuns(node: Observed, sandbox: Observed, withStderr: boolean): string[] {
  const found = textDifference('stdout', node.stdout, sandbox.stdout);
  if (withStderr) found.push(...textDifference('stderr', node.stderr, sandbox.stderr));
  if (node.exitCode !== sandbox.exitCode) found.push(`exit code: node ${node.exitCode}, sandbox ${sandbox.exitCode}`);
  for (const name of changedFiles(node.files, sandbox.files)) {
    const [a, b] = [node.files.get(name), sandbox.files.get(name)];
    if (a && b) found.push(...textDifference(`file ${name}`, a.bytes, b.bytes));
    else found.push(`${name}: ${a === undefined ? 'only the sandbox made it' : 'the sandbox did not make it'}`);
    if (a && b && a.mode !== b.mode) found.push(`${name}: mode ${a.mode.toString(8)}, sandbox ${b.mode.toString(8)}`);
  }
  return found;
}

/** Calls, hits and reasons of one function, summed over its places in the report. */
export interface Tally {
  readonly calls: number;
  readonly hits: number;
  readonly totalMs: number;
  readonly reasons: readonly string[];
}

/** The tally of a function named by its path, or by `file#path`. */
export function tally(report: RunReport, name: string): Tally {
  const named = (f: FunctionReport): boolean => f.name === name || `${f.file}#${f.name}` === name;
  const places = report.functions.filter(named);
  const sum = (pick: (f: FunctionReport) => number): number => places.reduce((total, f) => total + pick(f), 0);
  return {
    calls: sum((f) => f.calls),
    hits: sum((f) => f.hits),
    totalMs: sum((f) => f.totalMs),
    reasons: places.flatMap((f) => f.reasons.map(({ verdict, text }) => `${verdict}: ${text}`)),
  };
}

/** A stage cheaper than this may run again when the store keeps only what is worth keeping. */
export const cheapMs = 60;

const why = ({ reasons }: Tally): string => (reasons.length > 0 ? ` (${reasons.slice(0, 3).join('; ')})` : '');

function missingHits(names: string, tallies: readonly Tally[], excused: (seen: Tally) => boolean): string[] {
  if (tallies.some((seen) => seen.hits > 0 || excused(seen))) return [];
  return [`${names} should be answered from the store${tallies.map(why).join('')}`];
}

function needlessRuns(name: string, seen: Tally, excused: (seen: Tally) => boolean): string[] {
  const executed = seen.calls - seen.hits;
  return executed === 0 || excused(seen) ? [] : [`${name} ran ${executed} times without need${why(seen)}`];
}

function missingBypass(name: string, words: string, seen: Tally): string[] {
  if (seen.hits > 0 || seen.calls === 0) return [`${name} should run each time: ${seen.hits} of ${seen.calls} hits`];
  const named = seen.reasons.some((reason) => reason.startsWith('bypass') && reason.includes(words));
  return named ? [] : [`${name} should be bypassed because it ${words}${why(seen)}`];
}

/**
 * Where the report is not what the story expects. `allowCheap` is for runs with the default threshold, in which a
 * cheap function is rightly executed again.
 */
export function checkExpectation(
  report: RunReport,
  stages: readonly string[],
  { hits = [], ran = [], bypass = {}, may = [] }: Expectation,
  allowCheap = false,
): string[] {
  const of = (name: string): Tally => tally(report, name);
  const cheap = ({ calls, totalMs }: Tally): boolean => allowCheap && calls > 0 && totalMs / calls < cheapMs;
  const unanswered = hits.flatMap((names) => missingHits(names, names.split('|').map(of), cheap));
  const free = new Set([...ran, ...may, ...Object.keys(bypass)]);
  const bound = stages.filter((name) => !free.has(name) && !(hits.includes(name) && of(name).hits === 0));
  const idle = ran.filter((name) => of(name).calls === of(name).hits);
  return [
    ...unanswered,
    ...bound.flatMap((name) => needlessRuns(name, of(name), cheap)),
    ...idle.map((name) => `${name} should have run: ${of(name).calls} calls, ${of(name).hits} hits`),
    ...Object.entries(bypass).flatMap(([name, words]) => missingBypass(name, words, of(name))),
  ];
}
