/** Stores to test with: traces and reports of plain data, directories that vanish, powers that fail on demand. */
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunReport, Trace } from '../../../engine/trace.ts';
import type { StoreFault } from '../../../host/store/fault.ts';
import { nodePower, type StoreFs, type StorePower } from '../../../host/store/power.ts';
import { openRunStore } from '../../../host/store/run-store.ts';

/** A directory for one test. */
export function scratchDir(): string {
  const dir = fs.mkdtempSync(join(os.tmpdir(), 'rote-store-'));
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'cache');
}

/** Real powers that remember the warnings; `fs` overrides single calls. */
export function power(overrides: Partial<StoreFs> = {}): StorePower & { readonly warnings: StoreFault[] } {
  const warnings: StoreFault[] = [];
  return { ...nodePower((fault) => warnings.push(fault)), fs: { ...fs, ...overrides }, warnings };
}

/** An error as the system throws it. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: no luck`), { code });
}

/** A trace whose parts all follow from its name. */
export function trace(name: string, more: Partial<Trace> = {}): Trace {
  return {
    key: `key-${name}`,
    site: { module: 'main.ts', path: 'parse', line: 3, column: 1 },
    identity: `identity-${name}`,
    dependencies: [
      { kind: 'code', scope: 'main.ts', name: 'parse', fingerprint: 'f0' },
      { kind: 'file', name: 'data/ä\t\n.csv', fingerprint: name },
    ],
    value: { inline: Buffer.from(name).toString('base64') },
    effects: [{ kind: 'output', fd: 1, data: { inline: 'aGk=' } }],
    costMs: 60,
    id: `id-${name}`,
    createdMs: 1_700_000_000_000,
    ...more,
  };
}

/** A run report with one function. */
export function report(runId: string, more: Partial<RunReport> = {}): RunReport {
  return {
    version: 1,
    runId,
    script: 'main.ts',
    startedAt: '2026-01-01T00:00:00.000Z',
    exitCode: 0,
    fault: null,
    wallMs: 100,
    guestMs: 80,
    overheadMs: 4,
    savedMs: 40,
    calls: { hit: 1, miss: 2, bypass: 3, stored: 2 },
    functions: [
      {
        name: 'parse',
        file: 'main.ts',
        line: 3,
        calls: 3,
        hits: 1,
        stored: 2,
        totalMs: 70,
        savedMs: 40,
        reasons: [{ verdict: 'miss', code: 'dependency-changed', text: 'file data/a.csv changed', count: 2 }],
      },
    ],
    dependencies: [{ kind: 'file', name: 'data/a.csv', fingerprint: 'f1' }],
    edges: [{ from: 'main.ts#main', to: 'main.ts#parse', count: 3 }],
    ...more,
  };
}

/** Writes traces in a store of their own process's journal, and closes it. */
export function writeTraces(dir: string, traces: readonly Trace[]): void {
  const store = openRunStore(dir, power());
  for (const one of traces) store.putTrace(one);
  store.close();
}

/** What a fresh run finds under the keys. */
export function readTraces(dir: string, keys: readonly string[], modules = ['main.ts']): Trace[] {
  const store = openRunStore(dir, power());
  store.loadModules(modules);
  const found = keys.flatMap((key) => store.lookup(key));
  store.close();
  return found;
}

/** All files below a directory. */
export function filesBelow(dir: string): string[] {
  return fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
