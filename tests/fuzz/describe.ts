/** A finding for a person: the program, what was changed, what was expected and what came. */
import { versionsOf } from './edits.ts';
import type { Finding } from './play.ts';
import { printProgram } from './print.ts';
import type { History, Version } from './program.ts';

/** Always the same; what changes of them is told. */
const COMMON = /^(?:node_modules\/|package\.json$)/;

export function describeFinding(history: History, { kind, step, differences }: Finding): string {
  const versions = versionsOf(history).slice(0, step + 1);
  const lines = [
    `${kind === 'stale' ? 'the store changed the outcome' : 'the guest differs from node'} at run ${step}`,
  ];
  for (const [k, version] of versions.entries()) {
    const before = versions[k - 1];
    lines.push(`--- run ${k}${k > 0 ? ':' : ''} ${before ? changesOf(before, version) : ''}`);
    if (!before) lines.push(...filesOf(version));
  }
  for (const { what, expected, got } of differences) lines.push(`${what}:`, ...lineDifference(expected, got));
  return lines.join('\n');
}

function filesOf(version: Version): string[] {
  return Object.entries(printProgram(version.program))
    .filter(([name]) => !COMMON.test(name))
    .flatMap(([name, text]) => [`// ${name}`, (text ?? '(gone)').trimEnd()]);
}

function changesOf(before: Version, after: Version): string {
  const found: string[] = [];
  const [old, now] = [printProgram(before.program), printProgram(after.program)];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (old[name] === now[name]) continue;
    const [was, is] = [old[name] ?? null, now[name] ?? null];
    if (was === null || is === null) found.push(`${name} ${is === null ? 'gone' : `new: ${is}`}`);
    else found.push(`${name}\n${lineDifference(was, is).join('\n')}`);
  }
  if (JSON.stringify(before.env) !== JSON.stringify(after.env)) found.push(`env ${JSON.stringify(after.env)}`);
  if (before.args.join() !== after.args.join()) found.push(`args ${JSON.stringify(after.args)}`);
  return found.join('\n') || '(no change)';
}

function lineDifference(expected: string, got: string): string[] {
  const [a, b] = [expected.split('\n'), got.split('\n')];
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [
    ...a.slice(from, a.length - end).map((line) => `  - ${line}`),
    ...b.slice(from, b.length - end).map((line) => `  + ${line}`),
  ];
}
