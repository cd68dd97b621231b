/** What the benchmarks share: scratch folders, started processes with their times, samples taken in turn. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const dist = join(root, 'dist');
const cli = join(dist, 'rote.js');

const folders = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the process ends. */
export function scratch(label) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `rote-bench-${label}-`)));
  folders.push(folder);
  return folder;
}

const environment = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', NODE_NO_WARNINGS: '1' };

/** Runs a program to its end: standard output and wall time. A failure ends the benchmark. */
export function timed(program, words, { cwd, env = {} } = {}) {
  const began = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd,
    env: { ...environment, ...env },
    maxBuffer: 1 << 28,
  });
  const ms = performance.now() - began;
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}:\n${stderr}`);
  return { ms, stdout: stdout.toString('utf8') };
}

export const node = (words, options) => timed(process.execPath, words, options);

/** Runs a script in the sandbox, started as a user starts it: the bin's first line chooses node's flags. */
export const rote = (words, options) => timed(cli, ['run', ...words], options);

/** Runs a script in the sandbox; also answers the run report. */
export function reported(words, options) {
  const file = join(scratch('report'), 'report.json');
  const run = rote(['--report', file, ...words], options);
  return { ...run, report: JSON.parse(readFileSync(file, 'utf8')) };
}

/** Takes samples of several things in turn, so that a busy moment of the machine meets all of them. */
export function alternating(count, measures) {
  const samples = measures.map(() => []);
  for (let i = 0; i < count; i++) for (const [k, measure] of measures.entries()) samples[k].push(measure(i));
  return samples;
}

export const least = (numbers) => Math.min(...numbers);

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const round = (n, digits = 1) => Number(n.toFixed(digits));
