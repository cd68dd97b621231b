/** Runs programs as they are written and with every call recorded: both must come to the same end. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgramData } from '../../engine/program/table.ts';
import type { SourceReader } from '../../host/sandbox/loader.ts';
import { loadMachine, type Machine, runTask } from '../../host/sandbox/task-runner.ts';
import type { Outcome } from '../fuzz/outcome.ts';
import { type Program, passes } from './program.ts';

/** The two ends of one program. */
export interface Ends {
  readonly name: string;
  readonly plain: { readonly passed: boolean; readonly outcome: Outcome };
  readonly recorded: { readonly passed: boolean; readonly outcome: Outcome };
}

/** So many readings are kept: those of the harness, and the test's for its second run. */
const KEPT = 16;

/** A reader that reads the same source once: the harness is the same in most tests, and each test runs twice. */
function remembering(reader: () => SourceReader): () => SourceReader {
  const kept = new Map<string, ProgramData>();
  return () => ({
    ...reader(),
    programData(source, options) {
      const key = JSON.stringify(source);
      const data = kept.get(key) ?? reader().programData(source, options);
      kept.delete(key);
      kept.set(key, data);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
      return data;
    },
  });
}

/** Runs programs in one folder of its own, one after the other. */
export class NeutralityBench {
  readonly #machine: Machine;
  readonly #folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rote-neutral-'));

  /** `dist` holds the build. */
  constructor(dist: string) {
    const machine = loadMachine(dist);
    this.#machine = { ...machine, reader: remembering(machine.reader) };
    writeFileSync(join(this.#folder, 'package.json'), '{}');
  }

  both(program: Program): Ends {
    const file = join(this.#folder, `test.${program.extension}`);
    writeFileSync(file, program.text);
    writeFileSync(join(this.#folder, 'harness.cjs'), program.harness);
    const store = join(this.#folder, 'store');
    const plain = this.#run(file, null);
    const recorded = this.#run(file, store);
    rmSync(store, { recursive: true, force: true });
    const end = (outcome: Outcome) => ({ passed: passes(program, outcome), outcome });
    return { name: program.name, plain: end(plain), recorded: end(recorded) };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Without a store the source is not instrumented at all. */
  #run(script: string, cacheDir: string | null): Outcome {
    const out: Record<1 | 2, Buffer[]> = { 1: [], 2: [] };
    const task = {
      script,
      args: [],
      cwd: this.#folder,
      env: {},
      cacheDir,
      uninstrumented: cacheDir === null,
      refresh: false,
      minDurationMs: 0,
      grants: { read: true, write: true, env: true, net: true } as const,
      memoryLimitMB: 256,
      startedAt: new Date().toISOString(),
    };
    const write = (fd: 1 | 2, bytes: Uint8Array) => out[fd].push(Buffer.from(bytes));
    const answer = runTask(task, this.#machine, { output: { write }, warn: () => undefined });
    return {
      stdout: Buffer.concat(out[1]).toString('utf8'),
      stderr: Buffer.concat(out[2]).toString('utf8'),
      exitCode: answer.exitCode,
      error: answer.error ? `${answer.error.code} ${answer.error.headline}` : '',
    };
  }
}
