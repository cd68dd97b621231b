/** Every command but the running of scripts, and the help of all: commander's wiring, one file per command behind it. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { RoteError } from '../engine/errors.ts';
import { type Flag, runFlags } from './flags.ts';
import { printTalk } from './print.ts';
import type { Surroundings } from './run-options.ts';
import type { StoreFlags } from './store.ts';
import type { VerifyFlags } from './verify.ts';
import { writeWhole } from './write.ts';

/** Runs one command line and returns the exit code. */
export async function commands(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const end = { exitCode: 0 };
  const program = wired(surroundings, end);
  if (words.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return end.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [word = ''] = words;
    if (error.code === 'commander.unknownCommand' && existsSync(resolve(surroundings.cwd, word))) {
      printTalk(`hint: rote run ${words.join(' ')}`);
    }
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** `end` is for commands whose answer is also told by the exit code. */
function wired(surroundings: Surroundings, end: { exitCode: number }): Command {
  const program = new Command('rote')
    .description('Runs JavaScript and TypeScript in a sandbox and answers unchanged calls from its store.')
    .version(version())
    .exitOverride()
    .showSuggestionAfterError();
  program.configureOutput({
    writeOut: (text) => writeWhole(1, text),
    writeErr: (text) => writeWhole(2, text),
  });
  describeRun(program.command('run'));
  describeRun(program.command('sandbox').description('the sandbox').command('run'));
  addStatus(program, surroundings);
  addWhy(program, surroundings);
  addLs(program, surroundings);
  addVerify(program, surroundings, end);
  addClear(program, surroundings);
  return program;
}

/** Only for the help: `run` is parsed by flags.ts before commander is loaded. */
function describeRun(command: Command): void {
  command.description('run a script, answering unchanged calls from the store').usage('[flags] <script> [args…]');
  command.argument('<script>', 'JavaScript or TypeScript').argument('[args...]', "the script's own");
  const flags: readonly Flag[] = runFlags;
  for (const flag of flags) if (flag.name !== 'help') command.addOption(new Option(spelling(flag), flag.help));
}

function spelling({ name, short, takes, placeholder }: Flag): string {
  const value = { nothing: '', value: ` <${placeholder}>`, optional: `[=${placeholder}]` }[takes];
  return `${short ? `-${short}, ` : ''}--${name}${value}`;
}

function storeCommand(program: Command, name: string, description: string): Command {
  const command = program.command(name).description(description);
  return command
    .option('--cache-dir <dir>', 'the store (default: .rote; env ROTE_DIR)')
    .option('--json', 'answer as JSON');
}

function addStatus(program: Command, surroundings: Surroundings): void {
  const command = storeCommand(program, 'status', 'what the store holds and what it saved');
  command.action(async (flags: StoreFlags) => (await import('./status.ts')).status(flags, surroundings));
}

function addWhy(program: Command, surroundings: Surroundings): void {
  const command = storeCommand(program, 'why', 'why the calls of the latest run ran, and which were answered');
  command.argument('<script>').argument('[function]').option('--run <id>', 'another run than the latest');
  command.action(async (script: string, name: string | undefined, flags: StoreFlags & { run?: string }) =>
    (await import('./why.ts')).why(script, name, flags, surroundings),
  );
}

function addLs(program: Command, surroundings: Surroundings): void {
  const command = storeCommand(program, 'ls', 'the entries of the store');
  command.option('--module <path>', 'only functions of this module').option('--limit <n>', 'at most so many', '50');
  command.action(async (flags: StoreFlags & { module?: string; limit: string }) =>
    (await import('./ls.ts')).ls(flags, surroundings),
  );
}

function addVerify(program: Command, surroundings: Surroundings, end: { exitCode: number }): void {
  const what = 'make recorded runs again, what could be answered beside its entry; 1 on a difference';
  const command = storeCommand(program, 'verify', what);
  command.argument('[script]', 'only runs of this script').option('--run <id>', 'only this run');
  command.option('--function <name>', 'compare only calls of this function');
  command.option('--sample <n>', 'compare only so many of the entries that answer calls');
  command.option('--sample-seed <text>', 'which ones: equal seeds choose the same (default: by chance, and told)');
  command.action(async (script: string | undefined, flags: VerifyFlags) => {
    end.exitCode = await (await import('./verify.ts')).verify(script, flags, surroundings);
  });
}

function addClear(program: Command, surroundings: Surroundings): void {
  const command = storeCommand(program, 'clear', "remove the store's contents");
  command.action(async (flags: StoreFlags) => (await import('./clear.ts')).clearStore(flags, surroundings));
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (typeof version !== 'string') throw new RoteError('engine-fault', 'package.json has no version');
  return version;
}
