/** Plays one use: under node, and twice in the sandbox with one store. Says what came of it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FunctionReport, RunReport } from '../../engine/trace.ts';
import { PATH, roteCommand } from '../start.ts';
import { folder, type Use } from './uses.ts';

/** What came of a use. */
export interface Verdict {
  /** Whether the first run, and the second, printed what node prints and ended with its exit code. */
  readonly cold: boolean;
  readonly warm: boolean;
  /** Whether every call of the slow function was answered from the store the second time. */
  readonly answered: boolean;
  /** What is wrong, if anything is. */
  readonly why: string;
}

interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | string;
}

const loader = pathToFileURL(fileURLToPath(new URL('../corpus/node-loader.mjs', import.meta.url))).href;
const environment = { PATH, HOME: process.env['HOME'] ?? '', TZ: 'UTC', NODE_NO_WARNINGS: '1' };

function start(program: string, words: readonly string[]): Promise<Finished> {
  const options = { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: 64 << 20, timeout: 240_000 } as const;
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      resolve({ stdout, stderr, exitCode: error ? (error.code ?? error.signal ?? error.message) : 0 });
    }).stdin?.end();
  });
}

function underNode({ script }: Use): Promise<Finished> {
  return start(process.execPath, [...(script.endsWith('.ts') ? ['--import', loader] : []), script]);
}

function inSandbox({ script, flags }: Use, base: string): Promise<Finished> {
  const report = ['--report', join(base, 'report.json')];
  // What callbacks of a package do in less than that is not worth a record each.
  const words = ['run', '-A', '--cache-dir', join(base, 'store'), '--min-duration', '1', ...report, ...flags, script];
  return start(...roteCommand(words));
}

export async function play(use: Use): Promise<Verdict> {
  const base = mkdtempSync(join(tmpdir(), 'rote-libraries-'));
  try {
    const node = await underNode(use);
    if (node.exitCode !== 0 || node.stdout === '') throw new Error(`${use.script} fails under node: ${node.stderr}`);
    const cold = await inSandbox(use, base);
    if (!isEqual(cold, node)) return { cold: false, warm: false, answered: false, why: difference(node, cold) };
    const warm = await inSandbox(use, base);
    if (!isEqual(warm, node)) return { cold: true, warm: false, answered: false, why: difference(node, warm) };
    const calls = callsOf(use, JSON.parse(readFileSync(join(base, 'report.json'), 'utf8')) as RunReport);
    const answered = calls.length > 0 && calls.every(({ hits, calls: all }) => hits === all);
    return { cold: true, warm: true, answered, why: answered ? '' : reasonOf(calls) };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function callsOf({ name, script }: Use, { functions }: RunReport): readonly FunctionReport[] {
  return functions.filter((fn) => fn.name === name && script.endsWith(fn.file.split('/').at(-1) as string));
}

function isEqual(a: Finished, b: Finished): boolean {
  return a.stdout === b.stdout && a.exitCode === b.exitCode;
}

/** The first thing that is different, on one line. */
function difference(node: Finished, sandbox: Finished): string {
  if (sandbox.exitCode !== node.exitCode) return `exit code ${sandbox.exitCode}: ${sandbox.stderr.split('\n')[0]}`;
  const [a, b] = [node.stdout, sandbox.stdout];
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const part = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 10), at + 20));
  return `prints ${part(b)}, node ${part(a)}`;
}

/** Why a call was not stored; else why it was not found. */
function reasonOf(calls: readonly FunctionReport[]): string {
  const reasons = calls.flatMap((fn) => fn.reasons).filter(({ code }) => code !== 'short');
  const told = reasons.find(({ verdict }) => verdict === 'bypass') ?? reasons[0];
  return told ? `${told.code}: ${told.text}` : 'no call of it was seen';
}
