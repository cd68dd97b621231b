/** Runs one program under node's engine in a realm of its own, without starting a process. */
import path from 'node:path';
import util from 'node:util';
import vm from 'node:vm';
import type { Conditions, Outcome } from '../outcome.ts';
import { filesIn } from './files.ts';
import { VirtualLoop } from './loop.ts';
import { Modules } from './modules.ts';

class Exit extends Error {}

const TIMEOUT_MS = 5000;
const UNSETTLED = 13;
const ROUNDS_TO_HEAR = 3;

/** What the program does; never rejects. */
export async function runOracle(conditions: Conditions): Promise<Outcome> {
  const run = new OracleRun(conditions);
  const reject = (error: unknown): void => run.end(1, error);
  process.on('unhandledRejection', reject);
  try {
    return await run.toItsEnd();
  } finally {
    process.off('unhandledRejection', reject);
  }
}

class OracleRun {
  readonly #conditions: Conditions;
  readonly #loop = new VirtualLoop();
  readonly #modules: Modules;
  readonly #process: { exitCode: number | undefined };
  #stdout = '';
  #stderr = '';
  #indent = '';
  #exitCode: number | null = null;
  #error = '';
  #settled = false;
  #done = (): void => undefined;

  constructor(conditions: Conditions) {
    this.#conditions = conditions;
    const process = this.#processObject();
    this.#process = process;
    const context = vm.createContext({
      ...this.#loop.globals,
      console: this.#console(),
      process,
      queueMicrotask: (callback: () => void) => queueMicrotask(() => this.#guarded(callback)),
      Buffer,
    });
    const files = filesIn(conditions.folder, (settle) => this.#loop.answer(settle));
    this.#modules = new Modules(context, {
      fs: { ...files.sync, promises: files.promises },
      'fs/promises': files.promises,
      path: { ...path },
      util: { inspect: util.inspect, format: util.format },
      process,
    });
  }

  #console(): object {
    const to =
      (fd: 1 | 2) =>
      (...args: unknown[]) =>
        this.#write(fd, `${util.format(...args)}\n`.replace(/^(?=[\s\S])/gm, this.#indent));
    const group = (...args: unknown[]): void => {
      if (args.length > 0) to(1)(...args);
      this.#indent += '  ';
    };
    const groupEnd = (): void => {
      this.#indent = this.#indent.slice(2);
    };
    return { log: to(1), info: to(1), debug: to(1), error: to(2), warn: to(2), group, groupEnd };
  }

  #processObject() {
    const { env, args, folder } = this.#conditions;
    return {
      env: { ...env },
      argv: ['node', 'script', ...args],
      stdout: { write: (text: string) => this.#write(1, text) },
      stderr: { write: (text: string) => this.#write(2, text) },
      exitCode: undefined as number | undefined,
      cwd: () => folder,
      nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) =>
        process.nextTick(() => this.#guarded(() => callback(...args))),
      exit: (code?: number) => {
        this.end(code ?? this.#process.exitCode ?? 0, null);
        throw new Exit();
      },
    };
  }

  #write(fd: 1 | 2, text: string): boolean {
    if (this.#exitCode !== null) return true;
    if (fd === 1) this.#stdout += text;
    else this.#stderr += text;
    return true;
  }

  end(code: number, error: unknown): void {
    if (this.#exitCode !== null) return;
    this.#exitCode = code;
    this.#error = error === null ? '' : nameOf(error);
    this.#done();
  }

  async toItsEnd(): Promise<Outcome> {
    const ended = new Promise<void>((done) => {
      this.#done = done;
    });
    const file = `${this.#conditions.folder}/${this.#conditions.entry}`;
    if (file.endsWith('.cjs')) setImmediate(() => this.#requireMain(file));
    else void this.#evaluate(file);
    await ended;
    // What is still queued belongs to a program that has ended.
    await new Promise((done) => setImmediate(done));
    return { stdout: this.#stdout, stderr: this.#stderr, exitCode: this.#exitCode ?? 0, error: this.#error };
  }

  /** Runs a callback; what it throws ends the program. */
  #guarded(callback: () => void): void {
    if (this.#exitCode !== null) return;
    try {
      callback();
    } catch (error) {
      this.end(1, error);
    }
  }

  #requireMain(file: string): void {
    try {
      this.#modules.require(file);
      this.#settled = true;
    } catch (error) {
      this.end(1, error);
    }
    setImmediate(() => this.#turn());
  }

  async #evaluate(file: string): Promise<void> {
    try {
      const module = await this.#modules.load(file);
      setImmediate(() => this.#turn());
      const evaluated = module.evaluate({ timeout: TIMEOUT_MS });
      // Of a module that throws before it waits, node's own loader hears sooner than we would.
      if (module.status === 'errored') {
        evaluated.catch(() => undefined);
        for (let round = 0; round < ROUNDS_TO_HEAR; round++) await null;
        throw module.error;
      }
      await evaluated;
      this.#settled = true;
    } catch (error) {
      this.end(1, error);
    }
  }

  /** One macrotask; microtasks and ticks run before the next. */
  #turn(): void {
    if (this.#exitCode !== null) return;
    const callback = this.#loop.next();
    if (!callback) return this.end(this.#settled ? (this.#process.exitCode ?? 0) : UNSETTLED, null);
    this.#guarded(callback);
    setImmediate(() => this.#turn());
  }
}

function nameOf(error: unknown): string {
  return util.types.isNativeError(error) ? error.name : typeof error;
}
