import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { traceEvents } from '../../cli/chrome-trace.ts';
import { codeFrame, formatError, shorten } from '../../cli/print-error.ts';
import { formatBytes, formatMs, formatStats, mainReason } from '../../cli/print-stats.ts';
import { nearest } from '../../engine/nearest.ts';
import type { RunReport } from '../../engine/trace.ts';

const plain = picocolors.createColors(false);
const report: RunReport = {
  version: 1,
  runId: 'r1',
  script: 'main.ts',
  startedAt: '2026-01-01T00:00:00.000Z',
  exitCode: 0,
  fault: null,
  wallMs: 1234,
  guestMs: 1000,
  overheadMs: 20,
  savedMs: 60,
  calls: { hit: 1, miss: 1, bypass: 0, stored: 1 },
  functions: [
    { name: 'small', file: 'main.ts', line: 9, calls: 1, hits: 1, stored: 0, totalMs: 0.2, savedMs: 60, reasons: [] },
    {
      name: 'parse',
      file: 'lib/parse.ts',
      line: 3,
      calls: 1,
      hits: 0,
      stored: 1,
      totalMs: 900,
      savedMs: 0,
      reasons: [{ verdict: 'miss', code: 'dependency-changed', text: 'file data/a.csv changed', count: 1 }],
    },
  ],
  dependencies: [],
  edges: [],
};

describe('code frame', () => {
  it('marks the line and the column, with two lines around it', () => {
    const source = 'one\ntwo\nthree\nfour four\nfive\nsix\nseven';
    expect(codeFrame(source, 4, 6, plain).split('\n')).toEqual([
      '  2 | two',
      '  3 | three',
      '> 4 | four four',
      '    |      ^',
      '  5 | five',
      '  6 | six',
    ]);
  });

  it('keeps the caret below its column behind tabs, at the ends of the file and past the end of a line', () => {
    expect(codeFrame('\t\tx', 1, 3, plain)).toBe('> 1 | \t\tx\n    | \t\t^');
    expect(codeFrame('ab', 1, 3, plain)).toBe('> 1 | ab\n    |   ^');
    expect(codeFrame('ab\n', 1, 1, plain)).toBe('> 1 | ab\n    | ^');
    expect(codeFrame('', 1, 1, plain)).toContain('^');
  });

  it('shows the part of a minified line that matters', () => {
    const source = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
    const [line = '', caret = ''] = codeFrame(source, 1, 5001, plain).split('\n');
    expect(line.length).toBeLessThan(130);
    expect(line[caret.indexOf('^')]).toBe('H');
  });
});

describe('error', () => {
  it('has the headline, the place below the current directory, the frame, the hint and the code', () => {
    const where = { file: '/work/lib/a.ts', line: 1, column: 5, source: 'let = 1' };
    const error = { code: 'syntax-error', headline: 'Unexpected token', where, hint: 'a name is missing' };
    expect(formatError(error, '/work', plain)).toBe(
      [
        'error: Unexpected token',
        '  lib/a.ts:1:5',
        '',
        '> 1 | let = 1',
        '    |     ^',
        '',
        'hint: a name is missing',
        'code: syntax-error',
      ].join('\n'),
    );
  });

  it('leaves a path outside the current directory as it is', () => {
    expect(shorten('/other/a.ts', '/work')).toBe('/other/a.ts');
    expect(shorten('/work/..a.ts', '/work')).toBe('..a.ts');
  });
});

describe('table of a run', () => {
  it('names the dearest function first, with its place and why it ran', () => {
    const lines = formatStats(report, plain).split('\n');
    expect(lines[0]).toBe('main.ts: 1.23 s, saved 60 ms (1 hit, 1 miss, 0 bypass, 1 stored)');
    expect(lines[2]).toMatch(/^parse lib\/parse\.ts:3 .* 900 ms .* file data\/a\.csv changed$/);
    expect(lines[3]).toMatch(/^small main\.ts:9 /);
  });

  it('says first what keeps a function from being stored, last that it is short', () => {
    const miss = { verdict: 'miss', code: 'new', text: 'not stored before', count: 3 } as const;
    const opaque = { verdict: 'bypass', code: 'opaque', text: 'is given a generator', count: 1 } as const;
    const short = { verdict: 'bypass', code: 'short', text: 'is short', count: 9 } as const;
    expect(mainReason({ stored: 0, reasons: [short, miss, opaque] })).toBe(opaque);
    expect(mainReason({ stored: 1, reasons: [short, miss, opaque] })).toBe(miss);
    expect(mainReason({ stored: 0, reasons: [short] })).toBe(short);
    expect(mainReason({ stored: 0, reasons: [] })).toBeUndefined();
  });

  it('says times and sizes as a person does', () => {
    expect([0, 0.25, 4.2, 50, 1500, 65_000].map(formatMs)).toEqual([
      '0 ms',
      '0.25 ms',
      '4.2 ms',
      '50 ms',
      '1.50 s',
      '1.1 min',
    ]);
    expect([0, 999, 1500, 2_500_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.5 kB', '2.5 MB']);
  });
});

describe('Chrome trace', () => {
  it('has one bar for the run and one for each function, in microseconds', () => {
    const { traceEvents: events } = traceEvents(report);
    expect(events.map(({ name, dur }) => [name, dur])).toEqual([
      ['main.ts', 1_234_000],
      ['small', 200],
      ['parse', 900_000],
    ]);
    expect(new Set(events.map(({ tid }) => tid)).size).toBe(3);
  });
});

describe('suggestion', () => {
  it('is the word with the fewest edits, unless it is far off', () => {
    expect(nearest('--sats', ['--stats', '--trace'])).toBe('--stats');
    expect(nearest('--completely-else', ['--stats', '--trace'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});
