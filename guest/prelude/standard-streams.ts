/** process.stdout and process.stderr: writing is immediate. */
import { OP } from '../abi.ts';
import { ask } from './door.ts';
import { invalidType } from './errors.ts';
import { addTick } from './loop.ts';
import { terminal } from './terminal.ts';

function encoded(chunk: unknown, encoding: unknown): string | Uint8Array {
  if (typeof chunk === 'string') {
    if (typeof encoding !== 'string' || /^utf-?8$/i.test(encoding)) return chunk;
    return new Uint8Array(ask(OP.encode, chunk, encoding) as ArrayBuffer);
  }
  if (chunk instanceof Uint8Array) return chunk;
  throw invalidType('chunk', 'of type string or an instance of Buffer, TypedArray, or DataView', chunk);
}

class OutputStream {
  readonly fd: number;
  readonly writable = true;
  readonly _isStdio = true;

  constructor(fd: number) {
    this.fd = fd;
  }
  get isTTY(): true | undefined {
    return terminal(this.fd) ? true : undefined;
  }
  get columns(): number | undefined {
    return terminal(this.fd)?.columns;
  }
  get rows(): number | undefined {
    return terminal(this.fd)?.rows;
  }
  get writableLength(): number {
    return 0;
  }
  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    ask(OP.output, this.fd, encoded(chunk, encoding));
    if (typeof done === 'function') addTick(done as () => unknown, []);
    return true;
  }
  end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    const done = [chunk, encoding, callback].find((value) => typeof value === 'function');
    if (done) addTick(done as () => unknown, []);
    return this;
  }
  on(): this {
    return this;
  }
  once(): this {
    return this;
  }
  off(): this {
    return this;
  }
  emit(): boolean {
    return false;
  }
  addListener(): this {
    return this;
  }
  removeListener(): this {
    return this;
  }
  removeAllListeners(): this {
    return this;
  }
  listenerCount(): number {
    return 0;
  }
  cork(): void {}
  uncork(): void {}
  setDefaultEncoding(): this {
    return this;
  }
  getColorDepth(): number {
    return 1;
  }
  hasColors(): boolean {
    return false;
  }
  getWindowSize(): [number, number] {
    return [this.columns ?? 80, this.rows ?? 24];
  }
}

export const standardStreams = { stdout: new OutputStream(1), stderr: new OutputStream(2) };
