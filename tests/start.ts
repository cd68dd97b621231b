/**
 * How tests start the built command line. `bin`: as a user does, by the file, whose first lines start node so that the
 * guest can run on the main thread. `node`: node with the file, without any flags, which leaves the guest to a worker.
 */
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The two ways. */
export type Way = 'bin' | 'node';
export const bothWays: readonly Way[] = ['bin', 'node'];

/** The command line under test; another build can be named to test that one. */
export const bin = process.env['ROTE_BIN'] ?? fileURLToPath(new URL('../dist/rote.js', import.meta.url));

/** A program and its words, for `spawn` and its kind. */
export function roteCommand(words: readonly string[], way: Way = 'bin'): [program: string, words: string[]] {
  return way === 'bin' ? [bin, [...words]] : [process.execPath, [bin, ...words]];
}

/** The search path, on which the bin finds the node that runs the tests. */
export const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
