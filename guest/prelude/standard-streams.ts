/** process.stdout and process.stderr: writing is immediate. The rest of a stream comes from output-streams.ts. */
import { OP } from '../abi.ts';
import { ask } from './door.ts';
import { invalidType } from './errors.ts';
import { addTick } from './loop.ts';
import { terminal } from './terminal.ts';

export function encoded(chunk: unknown, encoding: unknown): string | Uint8Array {
  if (typeof chunk === 'string') {
    if (typeof encoding !== 'string' || /^utf-?8$/i.test(encoding)) return chunk;
    return new Uint8Array(ask(OP.encode, chunk, encoding) as ArrayBuffer);
  }
  if (chunk instanceof Uint8Array) return chunk;
  throw invalidType('chunk', 'of type string or an instance of Buffer, TypedArray, or DataView', chunk);
}

export class OutputStream {
  readonly fd: number;
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
  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    ask(OP.output, this.fd, encoded(chunk, encoding));
    if (typeof done === 'function') addTick(done as () => unknown, []);
    return true;
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
