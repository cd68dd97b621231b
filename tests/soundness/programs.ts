/** Starts plain node or the built command line on a case and collects what it did. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunReport } from '../../engine/trace.ts';
import { bin, PATH, roteCommand, type Way } from '../start.ts';
import { type State, stateOf } from './folder.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const typescript = pathToFileURL(at('./typescript-loader.mjs')).href;

/** What to run: where, which file, with which words and variables. */
export interface Invocation {
  readonly folder: string;
  readonly entry: string;
  readonly args: readonly string[];
  /** Words of rote itself. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** How rote is started. */
  readonly way: Way;
}

/** What a run did, as seen from outside. */
export interface Observed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly files: State;
}

/** Throws unless the command line has been built. */
export function requireBuild(): void {
  if (!existsSync(bin)) throw new Error('dist/rote.js is missing: run `npm run build` first');
}

export function runNode(invocation: Invocation): Promise<Observed> {
  const { entry, args } = invocation;
  const loader = /\.(?:[cm]?tsx?|jsx)$/.test(entry) ? ['--import', typescript] : [];
  return start([process.execPath, [...loader, entry, ...args]], invocation);
}

/** The guest without a store. */
export function runGuest(invocation: Invocation): Promise<Observed> {
  const { entry, args, flags, way } = invocation;
  return start(roteCommand(['run', '-A', '--no-cache', ...flags, entry, ...args], way), invocation);
}

/** The guest with a store that keeps every call. */
export async function runStored(
  invocation: Invocation,
  { store, report }: { readonly store: string; readonly report: string },
): Promise<{ observed: Observed; report: RunReport }> {
  const { entry, args, flags, way } = invocation;
  rmSync(report, { force: true });
  const words = ['run', '-A', '--min-duration', '0', '--cache-dir', store, '--report', report];
  const observed = await start(roteCommand([...words, ...flags, entry, ...args], way), invocation);
  if (!existsSync(report)) throw new Error(`no report; exit code ${observed.exitCode}, stderr:\n${observed.stderr}`);
  return { observed, report: JSON.parse(readFileSync(report, 'utf8')) as RunReport };
}

/** A program that hangs is killed and has no exit code. */
function start(
  [program, words]: readonly [program: string, words: string[]],
  { folder, env, stdin }: Invocation,
): Promise<Observed> {
  const own = { PATH, HOME: process.env['HOME'] ?? '', TZ: 'UTC', NODE_NO_WARNINGS: '1' };
  const options = { cwd: folder, env: { ...own, ...env }, timeout: 30_000, killSignal: 'SIGKILL' as const };
  return new Promise((resolve) => {
    const child = execFile(program, words, options, (_error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: child.exitCode, files: stateOf(folder) }),
    );
    child.stdin?.on('error', () => undefined).end(stdin);
  });
}
