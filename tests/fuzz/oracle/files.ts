/** Node's files for a program that runs in this process: paths are taken from its own folder. */
import fs from 'node:fs';
import { resolve } from 'node:path';

type Operation = (...args: unknown[]) => unknown;

const ONE_PATH = [
  'readFileSync',
  'writeFileSync',
  'appendFileSync',
  'existsSync',
  'readdirSync',
  'statSync',
  'mkdirSync',
  'rmSync',
  'unlinkSync',
] as const;
const TWO_PATHS = ['renameSync', 'copyFileSync'] as const;
/** What exists as a promise too; its answer is known at once and given when the loop comes to it. */
const ASYNC = ['readFile', 'writeFile', 'appendFile', 'readdir', 'stat', 'mkdir', 'rm', 'unlink', 'rename'] as const;

/** `node:fs` and `node:fs/promises` for a program in a folder. */
export function filesIn(folder: string, answer: (settle: () => void) => void) {
  const sync: Record<string, Operation> = {};
  for (const name of ONE_PATH) {
    const plain = fs[name] as Operation;
    sync[name] = (path, ...rest) => asGiven(folder, () => plain(resolve(folder, path as string), ...rest));
  }
  for (const name of TWO_PATHS) {
    const plain = fs[name] as Operation;
    sync[name] = (from, to) =>
      asGiven(folder, () => plain(resolve(folder, from as string), resolve(folder, to as string)));
  }
  const promises: Record<string, Operation> = {};
  for (const name of ASYNC) promises[name] = later(sync[`${name}Sync`] as Operation, answer);
  return { sync, promises };
}

function later(operation: Operation, answer: (settle: () => void) => void): Operation {
  return (...args) =>
    new Promise((done, fail) => {
      try {
        const value = operation(...args);
        answer(() => done(value));
      } catch (error) {
        answer(() => fail(error));
      }
    });
}

/** Errors name paths as the program said them. */
function asGiven(folder: string, operation: () => unknown): unknown {
  try {
    return operation();
  } catch (error) {
    (error as Error).message = (error as Error).message.replaceAll(`${folder}/`, '');
    throw error;
  }
}
