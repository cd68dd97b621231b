/** Which calls are worth a frame and which results worth keeping. */
import { describe, expect, it } from 'vitest';
import { isShort, isWorthStoring, mayBeWorthStoring } from '../../engine/policy.ts';

const lived = { calls: 0, spentMs: 0, longestMs: 0, overheadMs: 0, savedMs: 0 };

describe('short functions', () => {
  it('a few calls prove nothing', () => expect(isShort({ ...lived, calls: 11, spentMs: 0.01 })).toBe(false));
  it('many tiny ones do', () => expect(isShort({ ...lived, calls: 12, spentMs: 0.1 })).toBe(true));
  it('many that saved much are not', () =>
    expect(isShort({ ...lived, calls: 1000, spentMs: 0.1, savedMs: 500 })).toBe(false));
  it('frames that cost more than a small share', () => {
    expect(isShort({ ...lived, calls: 2, spentMs: 10, overheadMs: 2 })).toBe(true);
    expect(isShort({ ...lived, calls: 2, spentMs: 1000, overheadMs: 2 })).toBe(false);
  });
  it('overhead too small to measure decides nothing', () =>
    expect(isShort({ ...lived, calls: 2, spentMs: 0, overheadMs: 0.9 })).toBe(false));
});

describe('worth storing', () => {
  it('by default what costs more than to bring it back', () => {
    expect(isWorthStoring(0.9, 10, undefined)).toBe(false);
    expect(isWorthStoring(1.1, 10, undefined)).toBe(true);
    expect(isWorthStoring(5, 1_000_000, undefined)).toBe(false);
    expect(isWorthStoring(25, 1_000_000, undefined)).toBe(true);
  });
  it('never more than 50 ms are asked for', () => expect(isWorthStoring(50, 1e9, undefined)).toBe(true));
  it('a threshold is taken at its word', () => {
    expect(isWorthStoring(0, 1e9, 0)).toBe(true);
    expect(isWorthStoring(99, 1, 100)).toBe(false);
  });
  it('the cheap test never refuses what the full one takes', () => {
    for (const ms of [0, 0.5, 1, 3, 20, 60])
      for (const size of [0, 100, 1e5, 1e7])
        for (const least of [undefined, 0, 10])
          if (isWorthStoring(ms, size, least)) expect(mayBeWorthStoring(ms, least)).toBe(true);
  });
});
