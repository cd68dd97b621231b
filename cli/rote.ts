/**
 * The entry. It loads nothing before the command is known, and for `run` neither the command-line library nor node's
 * loader of ES modules: a script answered from the store should cost little more than starting node. How the file itself
 * is started is in its first lines, which the build puts there.
 */
import { Bundles } from '../host/bundle.ts';
import type { runCommand } from './run.ts';
import type { Surroundings } from './run-options.ts';

/** The words after `run` or `sandbox run`; undefined for any other command. */
function runWords(words: readonly string[]): readonly string[] | undefined {
  if (words[0] === 'run') return words.slice(1);
  return words[0] === 'sandbox' && words[1] === 'run' ? words.slice(2) : undefined;
}

async function main(words: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const toRun = runWords(words);
    if (!toRun) return await (await import('./commands.ts')).commands(words, surroundings);
    const { load } = new Bundles(__dirname);
    const bundle = load('run') as { readonly runCommand: typeof runCommand };
    return await bundle.runCommand(toRun, { ...surroundings, build: { folder: __dirname, load } });
  } catch (error) {
    return (await import('./print.ts')).printFailure(error, surroundings);
  }
}

// exit() rather than a code left behind: nothing that is still open may keep a finished run waiting.
void main(process.argv.slice(2), { cwd: process.cwd(), env: process.env }).then((code) => process.exit(code));
