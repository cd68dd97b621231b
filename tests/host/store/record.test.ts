import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trace } from '../../../engine/trace.ts';
import { encodeRun, encodeTrace, openRun, openTrace, scan } from '../../../host/store/record.ts';
import { report, trace } from './fixtures.ts';

function tracesIn(text: string | Buffer): Trace[] {
  return [...scan(typeof text === 'string' ? Buffer.from(text) : text)].flatMap((line) =>
    line.kind === 'trace' ? (openTrace(line) ?? []) : [],
  );
}

test('a record is read as it was written, whatever its text', () => {
  // Any UTF-16 unit, half surrogates among them: names in scripts may hold them.
  const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit }), fc.string({ unit }), fc.nat(), (name, path, createdMs) => {
      const one = trace('t', {
        createdMs,
        site: { module: name, path, line: 1, column: 1 },
        identity: name,
      });
      expect(tracesIn(encodeTrace(one))).toEqual([one]);
    }),
  );
});

test('all parts of a trace survive', () => {
  const one = trace('t', {
    dependencies: [
      {
        kind: 'file',
        name: 'a',
        fingerprint: 'f',
        stat: { dev: '1', ino: '2', size: '3', mtimeNs: '4', ctimeNs: '5', takenNs: '6' },
      },
    ],
    value: { blob: 'b', bytes: 9 },
    effects: [
      { kind: 'file', path: 'out.txt', fingerprint: 'f', data: { inline: '' }, mode: 420 },
      { kind: 'directory', path: 'out' },
    ],
    hops: [{ kind: 'answer' }, { kind: 'timer', delay: 5 }, { kind: 'tick' }],
  });
  expect(tracesIn(encodeTrace(one))).toEqual([one]);
});

test('a module path of any length is read', () => {
  for (const length of [100, 200, 300, 3000]) {
    const one = trace('t', { site: { module: 'ü'.repeat(length), path: 'f', line: 1, column: 1 } });
    expect(tracesIn(encodeTrace(one))).toEqual([one]);
  }
});

test('a torn record at the end is skipped, and so is a damaged one in the middle', () => {
  const [a, b, c] = [trace('a'), trace('b'), trace('c')];
  const lines = [a, b, c].map(encodeTrace);
  expect(tracesIn(lines.join('').slice(0, -10))).toEqual([a, b]);
  expect(tracesIn([lines[0], lines[1]?.replace('60', '61'), lines[2]].join(''))).toEqual([a, c]);
  expect(tracesIn([lines[0], 'noise\n', '12\tab\tT\tx\n', '\n', lines[2]].join(''))).toEqual([a, c]);
});

test('no single changed byte yields another trace', () => {
  const one = trace('t');
  const bytes = Buffer.from(encodeTrace(one));
  for (let at = 0; at < bytes.length; at++) {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ (1 << (at % 8));
    for (const found of tracesIn(copy)) expect(found).toEqual(one);
  }
});

test('a run report is read as it was written', () => {
  const [line] = [...scan(Buffer.from(encodeRun(report('r1'))))];
  expect(line?.kind === 'run' && openRun(line)).toEqual(report('r1'));
});
