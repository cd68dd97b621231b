import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { formatCleared, formatEntries, formatStatus } from '../../cli/print-store.ts';
import { formatFunctions, formatWhy } from '../../cli/print-why.ts';
import type { FunctionReport, RunReport } from '../../engine/trace.ts';

const plain = picocolors.createColors(false);
const parse: FunctionReport = {
  name: 'parse',
  file: 'lib/parse.ts',
  line: 3,
  calls: 3,
  hits: 1,
  stored: 1,
  totalMs: 900,
  savedMs: 450,
  reasons: [
    { verdict: 'bypass', code: 'opaque', text: 'is given a generator', count: 1 },
    { verdict: 'miss', code: 'dependency-changed', text: 'file data/a.csv changed', count: 2 },
  ],
};
const short: FunctionReport = { ...parse, name: 'short', calls: 1, hits: 1, stored: 0, totalMs: 0, reasons: [] };
const report: RunReport = {
  version: 1,
  runId: 'r1',
  script: 'main.ts',
  startedAt: '2026-01-01T00:00:00.000Z',
  exitCode: 0,
  fault: null,
  wallMs: 1000,
  guestMs: 900,
  overheadMs: 20,
  savedMs: 450,
  calls: { hit: 2, miss: 2, bypass: 1, stored: 1 },
  functions: [short, parse],
  dependencies: [],
  edges: [],
};

describe('rote why', () => {
  it('names per function what changed, with its place, dearest function first', () => {
    expect(formatWhy(report, plain).split('\n')).toEqual([
      'main.ts, 2026-01-01 00:00:00 UTC, took 1.00 s, exit code 0',
      'run r1',
      '5 calls: 2 answered from the store (saved 450 ms), 3 ran, 1 stored',
      '',
      'parse  lib/parse.ts:3  3 calls: 1 answered from the store, saved 450 ms, 2 ran in 900 ms, 1 stored, 1 cannot be stored',
      '    ran: file data/a.csv changed (2 times)',
      '    not stored: is given a generator',
      'short  lib/parse.ts:3  1 call: answered from the store, saved 450 ms',
    ]);
  });

  it('says first what changed, however often calls were merely new', () => {
    const reasons = [
      { verdict: 'miss', code: 'arguments-changed', text: 'called with arguments not stored before', count: 9 },
      { verdict: 'miss', code: 'code-changed', text: 'its own code changed (a.ts:1)', count: 1 },
    ] as const;
    expect(formatFunctions([{ ...parse, reasons }], plain).split('\n')[1]).toBe(
      '    ran: its own code changed (a.ts:1)',
    );
  });

  it('says so when no call was worth a verdict', () => {
    expect(formatWhy({ ...report, calls: { hit: 0, miss: 0, bypass: 0, stored: 0 }, functions: [] }, plain)).toContain(
      'no call was long enough',
    );
  });

  it('does not list more reasons than a person reads', () => {
    const reasons = Array.from(
      { length: 9 },
      (_, at) => ({ verdict: 'miss', code: 'c', text: `r${at}`, count: 1 }) as const,
    );
    expect(
      formatFunctions([{ ...parse, reasons }], plain)
        .split('\n')
        .slice(-2),
    ).toEqual(['    ran: r4', '    … 4 more reasons']);
  });
});

describe('answers about the store', () => {
  const sums = {
    entries: 2,
    traces: 3,
    runs: 4,
    hits: 3,
    misses: 1,
    bypasses: 0,
    savedMs: 61_000,
    blobs: 1,
    bytesOnDisk: 2500,
  };

  it('say what it holds and how often it answered', () => {
    expect(formatStatus({ dir: '/s', ...sums, latest: undefined }, plain).split('\n')).toEqual([
      'store   /s',
      'size    2.5 kB, 2 entries, 3 traces, 1 blob',
      'runs    4',
      'calls   4, 3 answered from the store (75 %)',
      'saved   1.0 min',
    ]);
    expect(formatStatus({ dir: '/s', ...sums, latest: report }, plain)).toContain(
      'latest  2026-01-01 00:00:00 UTC, main.ts: 1.00 s',
    );
  });

  it('list entries as a table', () => {
    const row = { module: 'a.ts', path: 'f', line: 2, traces: 1, bytes: 16, costMs: 5, createdMs: 0, lastHitAt: null };
    const rows = [{ key: 'abcdef'.repeat(10), ...row }];
    const [heads, line, ...rest] = formatEntries(rows, 1, plain).split('\n');
    expect(heads).toMatch(/^function +place +key +traces +size +cost +stored$/);
    expect(line).toMatch(/^f +a\.ts:2 +abcdefabcdef +1 +16 B +5\.0 ms +1970-01-01 00:00:00 UTC$/);
    expect(rest).toEqual([]);
    expect(formatEntries([...rows, ...rows], 1, plain)).toMatch(/\n… and more: --limit <n> shows them$/);
    expect(formatEntries([], 1, plain)).toBe('no entries');
  });

  it('say how much was removed, as far as it is known', () => {
    expect(formatCleared({ dir: '/s', entries: 2, blobs: 1, bytes: 1500 })).toBe(
      'cleared /s: 2 entries, 1 blob, 1.5 kB',
    );
    expect(formatCleared({ dir: '/s', entries: null, blobs: 1, bytes: 5 })).toBe('cleared /s: 1 blob, 5 B');
  });
});
