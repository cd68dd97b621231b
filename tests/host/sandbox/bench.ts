/**
 * A guest on the bench: a program of instrumented modules is loaded and run, then values are made by expressions and
 * looked at through the same walker, program and builder that a run uses. Nothing is stored and no call is framed.
 */
import fs, { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import * as reader from '../../../engine/program/reader.ts';
import { RunClock } from '../../../host/capabilities/clock.ts';
import { createCapabilities } from '../../../host/capabilities/index.ts';
import type { BootImage } from '../../../host/sandbox/boot-image.ts';
import { Builder } from '../../../host/sandbox/builder.ts';
import { noCodeCache } from '../../../host/sandbox/code-cache.ts';
import { FrameView } from '../../../host/sandbox/frame-view.ts';
import { type Guest, GuestThrew } from '../../../host/sandbox/guest.ts';
import { HeapWalker } from '../../../host/sandbox/heap-walker.ts';
import { OBJECT, RT } from '../../../host/sandbox/layout.ts';
import type { Program } from '../../../host/sandbox/program.ts';
import { Session } from '../../../host/sandbox/session.ts';
import { TableVariables } from '../../../host/sandbox/table-variables.ts';
import { headlineOf } from '../../../host/sandbox/thrown.ts';
import { image, wasm } from './built.ts';

export interface BenchOptions {
  /** The module `main.mjs`; what the expressions need goes to `globalThis`. */
  readonly source?: string;
  /** Other modules beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Evaluated before the program, as a classic script that is not part of it. */
  readonly before?: string;
  readonly memoryMB?: number;
}

const MODULE = 'main.mjs';
/** Tests run on a thread with an ordinary stack. */
const SMALL_STACK = 96 * 1024;

export class Bench {
  readonly guest: Guest;
  readonly program: Program;
  readonly walker: HeapWalker;
  readonly builder: Builder;
  readonly stacks: Session['stacks'];
  readonly image: BootImage = image;
  readonly folder: string;
  #at = 0;

  constructor({ source = '', files = {}, before = '', memoryMB = 512 }: BenchOptions = {}) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'rote-bench-')));
    const file = join(this.folder, MODULE);
    for (const [name, text] of Object.entries({ ...files, [MODULE]: source }))
      writeFileSync(join(this.folder, name), text);
    const session = newSession(this.folder, memoryMB);
    this.guest = session.guest;
    this.guest.limitStack(SMALL_STACK);
    this.program = session.program;
    if (before) this.run(before);
    const end = session.run(file, 'module');
    if (end.kind === 'threw') throw new Error(headlineOf(session, end.handle));
    if (end.kind !== 'exit') throw new Error('the program did not end');
    this.walker = new HeapWalker(this.guest, this.program);
    this.stacks = session.stacks;
    this.builder = new Builder({ ...this, image, decode: image.description.entries['decode'] as number });
  }

  /** The value of an expression: a handle that is the caller's. */
  value(expression: string): number {
    try {
      return this.guest.evaluate(`(${expression}\n)`, `probe${this.#at++}.js`, false);
    } catch (error) {
      throw this.#told(error, expression);
    }
  }

  run(code: string): void {
    try {
      this.guest.free(this.guest.evaluate(code, `probe${this.#at++}.js`, false));
    } catch (error) {
      throw this.#told(error, code);
    }
  }

  #told(error: unknown, code: string): unknown {
    if (!(error instanceof GuestThrew) || this.guest.tag(error.handle) >= 0) return error;
    const message = this.guest.string(this.guest.getProperty(error.handle, 'message'));
    return new Error(`${message} in ${code.slice(0, 300)}`);
  }

  /** The text of an expression's value. */
  text(expression: string): string {
    const handle = this.value(`String(${expression})`);
    const text = this.guest.string(handle);
    this.guest.free(handle);
    return text;
  }

  /** Makes a value a global. */
  keep(name: string, handle: number): void {
    const copy = this.guest.duplicate(handle);
    this.guest.setGlobal(name, copy);
    this.guest.free(copy);
  }

  view(...roots: readonly number[]): FrameView {
    const { patch = 0, tableEntry = 0, tableEntries = 0, tableKey = 0 } = this.image.description.entries;
    const tables = new TableVariables({ ...this, entry: tableEntry, entries: tableEntries, key: tableKey });
    return new FrameView({ ...this, patch, tables, onStack: () => undefined }, roots);
  }

  /** Fingerprint of the value at an address, seen alone. */
  fingerprintAt(address: number): string {
    const view = this.view(address);
    view.release();
    return view.entry.fingerprint;
  }

  fingerprint(expression: string): string {
    const handle = this.value(expression);
    const fingerprint = this.fingerprintAt(handle);
    this.guest.free(handle);
    return fingerprint;
  }

  /** What speaks against observing the value, or null. */
  refusal(expression: string): string | null {
    const handle = this.value(expression);
    const view = this.view(handle);
    view.release();
    this.guest.free(handle);
    return view.entry.refused;
  }

  /** Addresses of the elements of a dense array. */
  elements(handle: number): number[] {
    const array = this.guest.word(handle);
    const first = this.guest.word(array + 36);
    return Array.from({ length: this.guest.word(array + 40) }, (_, i) => first + 8 * i);
  }

  /** Runs the garbage collector: the next allocation of an object finds the threshold reached. */
  collect(): void {
    this.guest.u32[(this.guest.rt + GC_THRESHOLD) >>> 2] = 0;
    this.guest.free(this.guest.exports.QTS_NewArray(this.guest.ctx));
    this.guest.refresh();
  }

  /** Things that the collector knows: objects, cells, shapes, code. */
  things(): number {
    this.collect();
    const head = this.guest.rt + RT.gcObjects;
    let count = 0;
    for (let link = this.guest.word(head + 4); link !== head; link = this.guest.word(link + 4)) count += 1;
    return count;
  }

  /** Blocks that the engine has allocated and not freed. */
  blocks(): number {
    this.collect();
    return this.guest.word(this.guest.rt + RT.mallocCount);
  }

  classOf(handle: number): number {
    return this.guest.word(this.guest.word(handle) + OBJECT.flags) >>> 16;
  }
}

/** Text of a module that is loaded into the guest for a test. */
export function inside(name: string): string {
  return fs.readFileSync(new URL(`./inside/${name}`, import.meta.url), 'utf8');
}

/** JSRuntime.malloc_gc_threshold. */
export const GC_THRESHOLD = 108;

function newSession(root: string, memoryLimitMB: number): Session {
  return new Session({
    wasm,
    image,
    mayRead: () => true,
    root,
    argv: ['node', 'script'],
    memoryLimitMB,
    minDurationMs: 0,
    refresh: false,
    audit: null,
    patching: null,
    modules: fs,
    sources: fs,
    store: null,
    cache: noCodeCache,
    reader: () => reader,
    clock: new RunClock({ now: () => 1_700_000_000_000, monotonicNs: () => 0n }, undefined),
    now: () => 1_700_000_000_000,
    capabilities: createCapabilities({
      grants: { read: true, write: true, env: true, net: [] },
      root,
      cwd: root,
      argv: ['node', join(root, MODULE)],
      env: { HOME: '/home/somebody', PATH: '/bin' },
      output: { write: () => undefined },
      files: fs,
      clock: { now: () => 1_700_000_000_000, monotonicNs: () => 0n },
      random: { random: () => 0.5, bytes: (length) => Buffer.alloc(length, 7) },
    }),
  });
}

const folders: string[] = [];

/** A bench whose folder goes when the file's tests are done. */
export function createBench(options: BenchOptions = {}): Bench {
  const bench = new Bench(options);
  folders.push(bench.folder);
  return bench;
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
