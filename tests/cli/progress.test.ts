import { afterEach, expect, it, vi } from 'vitest';
import { startProgress } from '../../cli/progress.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Lets that much time pass under a progress line, and gives what it wrote. */
function written(visible: boolean, ms: number): string[] {
  vi.useFakeTimers();
  const texts: string[] = [];
  const stop = startProgress('running a.js', { visible, write: (text) => texts.push(text), nowMs: Date.now });
  vi.advanceTimersByTime(ms);
  stop();
  vi.advanceTimersByTime(60_000);
  return texts;
}

it('a long run says every second that it is alive, and leaves nothing behind', () => {
  const texts = written(true, 4500);
  expect(texts).toEqual([
    'rote: running a.js, 2 s\r',
    'rote: running a.js, 3 s\r',
    'rote: running a.js, 4 s\r',
    `${' '.repeat(23)}\r`,
  ]);
});

it('a short run says nothing, nor does one that nobody watches', () => {
  expect(written(true, 1900)).toEqual([]);
  expect(written(false, 9000)).toEqual([]);
});
