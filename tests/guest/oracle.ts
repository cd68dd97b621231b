/** Plain node is the oracle: a program must print the same, and end the same, inside the sandbox. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { PATH, roteCommand } from '../start.ts';

export interface Printed {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  /** Files beside the program. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly name?: string;
  /** What comes in by standard input. */
  readonly stdin?: string;
  /** Whether what the program writes to stderr must be equal too. */
  readonly stderr?: boolean;
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rote-guest-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function run([program, words]: readonly [program: string, words: string[]], cwd: string, stdin = ''): Promise<Printed> {
  const options = { cwd, env: { ...process.env, PATH, TZ: 'UTC', NO_COLOR: '1' }, timeout: 60_000 };
  return new Promise((resolve) => {
    const child = execFile(program, words, options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
    child.stdin?.on('error', () => undefined).end(stdin);
  });
}

/** Runs a program in the sandbox with all grants but no cache. */
export function inSandbox(source: string, program: Program = {}, flags: readonly string[] = ['-A']): Promise<Printed> {
  const name = program.name ?? 'main.cjs';
  const folder = folderWith({ ...program.files, [name]: source });
  return run(roteCommand(['run', '--no-cache', ...flags, name, ...(program.args ?? [])]), folder, program.stdin);
}

/** Runs a program under both and compares what they printed. */
export async function sameAsNode(source: string, program: Program = {}): Promise<void> {
  const name = program.name ?? 'main.cjs';
  const here = folderWith({ ...program.files, [name]: source });
  const [theirs, ours] = await Promise.all([
    run([process.execPath, [name, ...(program.args ?? [])]], here, program.stdin),
    inSandbox(source, program),
  ]);
  expect(ours.stdout).toBe(theirs.stdout);
  if (program.stderr) expect(ours.stderr).toBe(theirs.stderr);
  if (ours.exitCode !== theirs.exitCode) expect(ours).toEqual(theirs);
}
