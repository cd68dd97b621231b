/** process.stdin: a stream of what is given to the script, read when somebody listens. */

import { OP } from '../abi.ts';
import { Buffer } from '../node/buffer.ts';
import { ReadableBase } from '../node/stream/classes.ts';
import { ask, askBytes } from './door.ts';
import { addAnswer } from './loop.ts';
import { frame } from './memo.ts';
import { state } from './state.ts';
import { terminal } from './terminal.ts';

const chunkBytes = 65_536;

class InputStream extends ReadableBase {
  readonly fd = 0;

  constructor() {
    super({ highWaterMark: chunkBytes });
  }
  get isTTY(): true | undefined {
    return terminal(0) ? true : undefined;
  }
  override _read(size: number): void {
    try {
      const chunk = askBytes(OP.readStdinPart, size);
      addAnswer(() => {
        if (!this.destroyed) this.push(chunk.length === 0 ? null : Buffer.from(chunk));
      });
    } catch (error) {
      addAnswer(() => this.destroy(error));
    }
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** One stream for the whole script; how far it has come is nothing that a call could be checked against. */
export function standardInput(): InputStream {
  if (frame.active()) ask(OP.bypass, 'stdin-stream', 'uses process.stdin');
  state.stdin ??= new InputStream();
  return state.stdin as InputStream;
}
