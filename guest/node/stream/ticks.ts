/** What the streams' package uses of `process`. */
import { addTick } from '../../prelude/loop.ts';
import { standardStreams } from '../../prelude/standard-streams.ts';

export function nextTick(callback: (...args: never[]) => unknown, ...args: unknown[]): void {
  addTick(callback, args);
}

export const { stdout, stderr } = standardStreams;
