/** A run's islands over a scratch folder, with a recorder that keeps what it is told. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Dependency } from '../../../engine/trace.ts';
import type { Capability, GuestValue, RecordedEffect, Recorder } from '../../../host/capabilities/capability.ts';
import type { FilePower } from '../../../host/capabilities/files/power.ts';
import type { Grants } from '../../../host/capabilities/grants.ts';
import { createCapabilities } from '../../../host/capabilities/index.ts';

export interface Told {
  readonly dependencies: Dependency[];
  readonly effects: RecordedEffect[];
  readonly volatiles: string[];
  readonly bypasses: string[];
  /** What the innermost frame wrote. */
  readonly wrote: Set<string>;
}

export interface Island {
  readonly folder: string;
  readonly told: Told;
  readonly written: { fd: number; text: string }[];
  ask(op: number, ...args: GuestValue[]): GuestValue;
  /** The failure of an operation, as the guest would see it. */
  failure(op: number, ...args: GuestValue[]): Record<string, unknown>;
  observe(d: Dependency): string | undefined;
  replay(e: RecordedEffect): void;
}

export interface IslandOptions {
  readonly grants?: Partial<Grants>;
  readonly env?: Record<string, string>;
  readonly argv?: readonly string[];
  readonly storeDir?: string;
  readonly now?: () => number;
  readonly files?: Partial<FilePower>;
}

export function island(options: IslandOptions = {}): Island {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'rote-island-')));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const told: Told = { dependencies: [], effects: [], volatiles: [], bypasses: [], wrote: new Set() };
  const written: { fd: number; text: string }[] = [];
  const islands = createCapabilities({
    grants: { read: [folder], write: [folder], env: [], net: [], ...options.grants },
    root: folder,
    cwd: folder,
    argv: options.argv ?? ['node', 'main.js'],
    env: options.env ?? {},
    output: { write: (fd, bytes) => void written.push({ fd, text: Buffer.from(bytes).toString() }) },
    files: { ...fs, ...options.files },
    clock: { now: options.now ?? Date.now, monotonicNs: () => 5n },
    random: { random: () => 0.5, bytes: (length) => new Uint8Array(length) },
    ...(options.storeDir === undefined ? {} : { storeDir: join(folder, options.storeDir) }),
  });
  const recorder = recorderOf(told);
  const operations = Object.assign({}, ...islands.map(({ ops }) => ops)) as Capability['ops'];
  const ask = (op: number, ...args: GuestValue[]): GuestValue => operations[op]?.(args, recorder);
  return {
    folder,
    told,
    written,
    ask,
    failure: (op, ...args) => failureOf(() => ask(op, ...args)),
    observe: (d) => islands.map((one) => one.observe?.(d)).find((answer) => answer !== undefined),
    replay: (e) => void islands.some((one) => one.replay?.(e)),
  };
}

function recorderOf(told: Told): Recorder {
  return {
    dependency: (d) => void told.dependencies.push(d),
    effect(e) {
      told.effects.push(e);
      if ('path' in e) told.wrote.add(e.path);
    },
    volatile: (what) => void told.volatiles.push(what),
    bypass: (code) => void told.bypasses.push(code),
    acts: () => undefined,
    leave: () => undefined,
    drawer: () => 'main.mjs#draw',
    active: true,
    wroteBefore: (path) => told.wrote.has(path),
  };
}

export function failureOf(run: () => unknown): Record<string, unknown> {
  try {
    run();
  } catch (error) {
    const { answer } = error as { answer: { name: string; message: string; properties: [string, unknown][] } };
    return { name: answer.name, message: answer.message, ...Object.fromEntries(answer.properties) };
  }
  throw new Error('nothing failed');
}
