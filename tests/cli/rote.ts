/** Runs the built command line in a scratch project, as a person would. */
import { type ChildProcess, execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bin, PATH, roteCommand, type Way } from '../start.ts';

/** What a command left behind. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files, and the means to run rote in it. */
export interface Project {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  /** `input` is what standard input gives. */
  rote(words: readonly string[], env?: Readonly<Record<string, string>>, input?: string): Promise<Finished>;
  /** Runs a script and interrupts it, as Ctrl-C does, as soon as it has printed something. */
  interrupt(script: string): Promise<Finished>;
  remove(): void;
}

/** Makes a scratch project, in which rote is started in one of its ways. */
export function project(files: Readonly<Record<string, string>> = {}, way: Way = 'bin'): Project {
  if (!existsSync(bin)) throw new Error('dist/rote.js is missing: npm run build');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rote-cli-')));
  const write = (contents: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  write({ 'package.json': '{ "type": "module" }', ...files });
  const rote: Project['rote'] = (words, env = {}, input = '') =>
    spawnRote(roteCommand(words, way), folder, env, () => {}, input);
  const interrupt = (script: string) =>
    spawnRote(roteCommand(['run', script], way), folder, {}, (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
  return { folder, write, rote, interrupt, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A command that hangs is killed and has no exit code. */
function spawnRote(
  [program, words]: readonly [program: string, words: string[]],
  cwd: string,
  env: Readonly<Record<string, string>>,
  started: (child: ChildProcess) => void = () => {},
  input = '',
): Promise<Finished> {
  const { ROTE_DIR, ROTE_MIN_DURATION, ROTE_DEBUG, ...outer } = process.env;
  const options = { cwd, env: { ...outer, PATH, ...env }, timeout: 60_000, killSignal: 'SIGKILL' as const };
  return new Promise((resolve) => {
    const child = execFile(program, words, options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end(input);
    started(child);
  });
}
