import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCodes, exitCodeOf, RoteError } from '../../engine/errors.ts';
import type { StoreFaultCode } from '../../host/store/fault.ts';

const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

describe('docs/errors.md', () => {
  it('has one heading per code, in the order of the table', () => {
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(Object.keys(errorCodes));
  });

  it('states the exit code of every code that has one', () => {
    for (const [code, { exit }] of Object.entries(errorCodes)) {
      const section = text.split(`\n## ${code}\n`)[1]?.split('\n## ')[0] ?? '';
      if (exit !== null) expect(section, code).toMatch(new RegExp(`exit code( is|) ${exit}\\b`, 'i'));
    }
  });

  it('covers the faults of the store', () => {
    // A type that does not fit fails the type check; the value is beside the point.
    const covered = (code: StoreFaultCode): ErrorCode => code;
    expect(covered('store-full')).toBe('store-full');
  });
});

describe('errors', () => {
  it('carry code, headline, facts and hint', () => {
    const error = new RoteError('usage', 'no script given', { at: 1 }, 'rote run <script>');
    expect(error).toMatchObject({
      code: 'usage',
      message: 'no script given',
      facts: { at: 1 },
      hint: 'rote run <script>',
    });
  });

  it('count as a fault of ours when the code is unknown', () => {
    expect(exitCodeOf('no-such-code')).toBe(5);
    expect(exitCodeOf('toString')).toBe(5);
    expect(exitCodeOf('denied')).toBe(4);
    expect(exitCodeOf('store-full')).toBeNull();
  });
});
