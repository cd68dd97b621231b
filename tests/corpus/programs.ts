/** Starts plain node and the sandbox on the same script and collects what each did. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunReport } from '../../engine/trace.ts';
import { bin, PATH, roteCommand } from '../start.ts';
import { type FileStates, fileStates } from './folder.ts';

/** A run as seen from outside. */
export interface Observed {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly exitCode: number;
  readonly files: FileStates;
}

/** One script run: where, what, with which words and variables. */
export interface Invocation {
  readonly folder: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const loader = pathToFileURL(fileURLToPath(new URL('./node-loader.mjs', import.meta.url))).href;

/** Throws unless the command line has been built. */
export function requireBuild(): void {
  if (!existsSync(bin)) throw new Error('dist/rote.js is missing: run `npm run build` first');
}

const environment = (own: Readonly<Record<string, string>>): Record<string, string> => ({
  PATH,
  HOME: process.env['HOME'] ?? '',
  TZ: 'UTC',
  NODE_NO_WARNINGS: '1',
  ...own,
});

function start(
  [program, words]: readonly [program: string, words: string[]],
  { folder, env }: Invocation,
): Promise<Observed> {
  const options = {
    cwd: folder,
    env: environment(env),
    encoding: 'buffer',
    maxBuffer: 64 << 20,
    timeout: 100_000,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode !== 'number') reject(error ?? new Error('the process did not end by itself'));
      else resolve({ stdout, stderr, exitCode, files: fileStates(folder) });
    }).stdin?.end();
  });
}

/** Runs the script under plain node; TypeScript goes through the transform that the sandbox uses. */
export function runNode(invocation: Invocation): Promise<Observed> {
  const { folder, entry, args } = invocation;
  const typescript = [...fileStates(folder).keys()].some((name) => name.endsWith('.ts'));
  const words = typescript ? ['--import', loader] : [];
  return start([process.execPath, [...words, entry, ...args]], invocation);
}

/** How the sandbox is asked to run. */
export interface SandboxSettings {
  readonly cacheDir: string;
  readonly reportFile: string;
  /** Undefined leaves the default. */
  readonly minDuration?: number;
  readonly flags?: readonly string[];
  /** The node that runs the command line, instead of this one. */
  readonly node?: string | undefined;
}

/** Runs the script in the sandbox, with all grants, and reads its report. */
export async function runSandboxed(
  invocation: Invocation,
  { cacheDir, reportFile, minDuration, flags = [], node }: SandboxSettings,
): Promise<{ observed: Observed; report: RunReport }> {
  const { entry, args } = invocation;
  rmSync(reportFile, { force: true });
  const least = minDuration === undefined ? [] : ['--min-duration', String(minDuration)];
  const grants = ['--allow-read', '--allow-write', '--allow-env'];
  const words = ['run', '--cache-dir', cacheDir, ...grants, ...least, '--report', reportFile, ...flags, entry, ...args];
  const observed = await start(node === undefined ? roteCommand(words) : [node, [bin, ...words]], invocation);
  if (!existsSync(reportFile)) {
    throw new Error(
      `no report was written; exit code ${observed.exitCode}, stderr:\n${observed.stderr.toString('utf8')}`,
    );
  }
  return { observed, report: JSON.parse(readFileSync(reportFile, 'utf8')) as RunReport };
}
