/** The powers the store works with, as one parameter, so that a test can hand it a full disk or a dead process. */
import type fs from 'node:fs';
import { hostname } from 'node:os';
import { nodeFs } from '../node-fs.ts';
import { readSmall } from '../read-small.ts';
import type { StoreFault } from './fault.ts';

/** The part of `node:fs` that the store uses. */
export type StoreFs = Pick<
  typeof fs,
  | 'closeSync'
  | 'existsSync'
  | 'fstatSync'
  | 'ftruncateSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'realpathSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'rmSync'
  | 'statSync'
  | 'unlinkSync'
  | 'writeSync'
>;

/** Everything the store asks of the world. `warn` is told of a fault that did not stop the run. */
export interface StorePower {
  readonly fs: StoreFs;
  readonly host: string;
  readonly pid: number;
  readonly nowMs: () => number;
  /** Random text fit for a file name. */
  readonly random: () => string;
  /** Whether a process of this host is alive. */
  readonly alive: (pid: number) => boolean;
  readonly warn: (fault: StoreFault) => void;
}

/** The real world's powers. */
export function nodePower(warn: (fault: StoreFault) => void): StorePower {
  return {
    fs: nodeFs,
    get host() {
      // The same name, without node's module for it.
      return fileName((readSmall('/proc/sys/kernel/hostname') ?? hostname()).trim()) || 'host';
    },
    pid: process.pid,
    nowMs: Date.now,
    // Only to tell names apart, and files are made by exclusive opening.
    random: () => Math.trunc(Math.random() * 2 ** 48).toString(16),
    alive: isAlive,
    warn,
  };
}

function fileName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '_').slice(0, 64);
}

/** Signal 0 only asks. A process of another user answers EPERM, which is an answer. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
