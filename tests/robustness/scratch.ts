/** Scratch projects for the built command line: runs that finish, runs that are cut off, and node as the oracle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { RunReport } from '../../engine/trace.ts';
import { PATH, roteCommand, type Way } from '../start.ts';

/** What a process left behind. A killed one has no exit code. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

/** What may be said about how a process is started. */
export interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** How rote is started. */
  readonly way?: Way;
  /** Sees the process as soon as it is there: to kill it, or to close its pipes. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** A folder with files, and what can be run in it. */
export interface Scratch {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  rote(words: readonly string[], start?: Start): Promise<Finished>;
  node(words: readonly string[], start?: Start): Promise<Finished>;
  /** Runs a script with everything stored, and gives its report too. */
  run(words: readonly string[], start?: Start): Promise<Finished & { readonly report: RunReport }>;
}

/** Makes a scratch project that is removed when the test file is done. */
export function scratch(files: Readonly<Record<string, string>>): Scratch {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rote-robust-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write: Scratch['write'] = (contents) => writeFiles(folder, contents);
  write({ 'package.json': '{ "type": "module" }', ...files });
  const node: Scratch['node'] = (words, start = {}) => launch([process.execPath, [...words]], folder, start);
  const rote: Scratch['rote'] = (words, start = {}) => launch(roteCommand(words, start.way), folder, start);
  return { folder, write, node, rote, run: (words, start = {}) => reportedRun(rote, folder, words, start) };
}

let reports = 0;

async function reportedRun(rote: Scratch['rote'], folder: string, words: readonly string[], start: Start) {
  const file = join(folder, `report-${reports++}.json`);
  const finished = await rote(['run', '--min-duration', '0', '--report', file, ...words], start);
  return { ...finished, report: JSON.parse(readFileSync(file, 'utf8')) as RunReport };
}

function writeFiles(folder: string, contents: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Longer than anything here takes on the busiest machine: what hangs is killed, and has no exit code. */
const PATIENCE_MS = 60_000;

type Command = readonly [program: string, words: string[]];

function launch([program, words]: Command, folder: string, { env = {}, cwd = folder, onStart }: Start) {
  const { ROTE_DIR, ROTE_MIN_DURATION, ROTE_DEBUG, NODE_OPTIONS, ...outer } = process.env;
  const began = performance.now();
  const child = spawn(program, words, { cwd, env: { ...outer, PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const hanging = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const texts = [collect(child.stdout), collect(child.stderr)] as const;
  onStart?.(child);
  return new Promise<Finished>((resolve) => {
    child.on('close', (exitCode) => {
      clearTimeout(hanging);
      resolve({ exitCode, stdout: texts[0](), stderr: texts[1](), tookMs: performance.now() - began });
    });
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  return () => Buffer.concat(parts).toString('utf8');
}

/** Numbers in [0, 1) that are the same every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
