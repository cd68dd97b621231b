#!/usr/bin/env node
/**
 * The entry. It loads nothing before the command is known, and for `run` no command-line library at all:
 * a script answered from the store should cost little more than starting node. The worker starts before anything else.
 */
import { startWorker } from '../host/start-worker.ts';
import type { Surroundings } from './run-options.ts';

/** The words after `run` or `sandbox run`; undefined for any other command. */
function runWords(words: readonly string[]): readonly string[] | undefined {
  if (words[0] === 'run') return words.slice(1);
  return words[0] === 'sandbox' && words[1] === 'run' ? words.slice(2) : undefined;
}

async function main(words: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const toRun = runWords(words);
    if (toRun) {
      const worker = startWorker();
      return await (await import('./run.ts')).runCommand(toRun, { ...surroundings, worker });
    }
    return await (await import('./commands.ts')).commands(words, surroundings);
  } catch (error) {
    return (await import('./print.ts')).printFailure(error, surroundings);
  }
}

// exit() rather than a code left behind: nothing that is still open may keep a finished run waiting.
process.exit(await main(process.argv.slice(2), { cwd: process.cwd(), env: process.env }));
