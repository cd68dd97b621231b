/** Readable streams: what is pushed is delivered in later ticks, to listeners, pipes or iteration. */
import { addTick } from '../../prelude/loop.ts';
import { Buffer } from '../buffer.ts';
import { EventEmitter } from '../events.ts';
import { StringDecoder } from '../string-decoder.ts';
import type { Writable } from './writable.ts';

export interface ReadableOptions {
  readonly objectMode?: boolean;
  readonly readableObjectMode?: boolean;
  readonly highWaterMark?: number;
  readonly encoding?: string;
  readonly autoDestroy?: boolean;
  read?(this: Readable, size: number): void;
  destroy?(this: Readable, error: unknown, done: (error?: unknown) => void): void;
}

const bytesAhead = 65_536;
const objectsAhead = 16;

export class Readable extends EventEmitter {
  readable = true;
  destroyed = false;
  readonly readableObjectMode: boolean;
  readonly readableHighWaterMark: number;
  readableEnded = false;
  #chunks: unknown[] = [];
  #decoder: StringDecoder | undefined;
  #flowing: boolean | null = null;
  #reading = false;
  #ended = false;
  #scheduled = false;
  readonly #autoDestroy: boolean;

  constructor(options: ReadableOptions = {}) {
    super();
    this.readableObjectMode = options.objectMode === true || options.readableObjectMode === true;
    this.readableHighWaterMark = options.highWaterMark ?? (this.readableObjectMode ? objectsAhead : bytesAhead);
    this.#autoDestroy = options.autoDestroy !== false;
    if (options.encoding !== undefined) this.setEncoding(options.encoding);
    if (options.read) this._read = options.read;
    if (options.destroy) this._destroy = options.destroy;
  }

  _read(_size: number): void {}
  _destroy(error: unknown, done: (error?: unknown) => void): void {
    done(error);
  }

  get readableFlowing(): boolean | null {
    return this.#flowing;
  }
  get readableLength(): number {
    if (this.readableObjectMode) return this.#chunks.length;
    return this.#chunks.reduce((sum: number, chunk) => sum + (chunk as { length: number }).length, 0);
  }
  setEncoding(encoding: string): this {
    this.#decoder = new StringDecoder(encoding);
    const waiting = this.#chunks;
    this.#chunks = [];
    for (const chunk of waiting) this.#keep(chunk);
    return this;
  }
  push(chunk: unknown, encoding?: string): boolean {
    this.#reading = false;
    if (chunk === null) this.#finish();
    else
      this.#keep(
        typeof chunk === 'string' && !this.readableObjectMode && !this.#decoder ? Buffer.from(chunk, encoding) : chunk,
      );
    this.#schedule();
    return !this.#ended && this.readableLength < this.readableHighWaterMark;
  }
  unshift(chunk: unknown): void {
    this.#chunks.unshift(chunk);
    this.#schedule();
  }
  /** Objects come one by one; bytes and text as a whole, or as much as is asked for. */
  read(size?: number): unknown {
    if (this.#chunks.length === 0) {
      this.#ask();
      this.#schedule();
      return null;
    }
    if (this.readableObjectMode) return this.#taken(this.#chunks.shift());
    const whole = joined(this.#chunks);
    if (size === undefined || size >= whole.length) {
      this.#chunks = [];
      return size !== undefined && size > whole.length && !this.#ended ? this.#putBack(whole) : this.#taken(whole);
    }
    this.#chunks = [whole.slice(size)];
    return this.#taken(whole.slice(0, size));
  }
  override on(name: string | symbol, listener: unknown): this {
    super.on(name, listener);
    if (name === 'data' && this.#flowing !== false) this.resume();
    if (name === 'readable') {
      this.#flowing = false;
      this.#ask();
      this.#schedule();
    }
    return this;
  }
  addListener(name: string | symbol, listener: unknown): this {
    return this.on(name, listener);
  }
  pause(): this {
    this.#flowing = false;
    return this;
  }
  resume(): this {
    this.#flowing = true;
    this.#schedule();
    return this;
  }
  isPaused(): boolean {
    return this.#flowing === false;
  }
  pipe<T extends Writable>(target: T, options: { readonly end?: boolean } = {}): T {
    this.on('data', (chunk: unknown) => {
      if (target.write(chunk)) return;
      this.pause();
      target.once('drain', () => this.resume());
    });
    if (options.end !== false && (target as unknown) !== process().stdout) this.once('end', () => target.end());
    target.emit('pipe', this);
    return target;
  }
  unpipe(): this {
    this.removeAllListeners('data');
    return this.pause();
  }
  destroy(error?: unknown): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.readable = false;
    this._destroy(error ?? null, (failure) => {
      addTick(() => {
        if (failure) this.emit('error', failure);
        this.emit('close');
      }, []);
    });
    return this;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    let failure: { error: unknown } | undefined;
    let wake = (): void => {};
    const stir = (): void => wake();
    this.on('error', (error: unknown) => {
      failure = { error };
      wake();
    });
    this.on('end', stir);
    this.on('close', stir);
    this.on('readable', stir);
    try {
      for (;;) {
        const chunk = this.#chunks.length > 0 ? this.#taken(this.#chunks.shift()) : undefined;
        if (chunk !== undefined) yield chunk;
        else if (failure) throw failure.error;
        else if (this.readableEnded || this.destroyed) return;
        else {
          this.#ask();
          this.#schedule();
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.destroy();
    }
  }
  async toArray(): Promise<unknown[]> {
    const items: unknown[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  static from(source: Iterable<unknown> | AsyncIterable<unknown>, options?: ReadableOptions): Readable {
    const whole = typeof source === 'string' || source instanceof Uint8Array ? [source] : source;
    const iterator =
      Symbol.asyncIterator in whole ? whole[Symbol.asyncIterator]() : (whole as Iterable<unknown>)[Symbol.iterator]();
    const stream: Readable = new Readable({
      objectMode: true,
      ...options,
      read() {
        const next = async (): Promise<void> => {
          const step = await iterator.next();
          stream.push(step.done ? null : await step.value);
        };
        next().catch((error: unknown) => stream.destroy(error));
      },
    });
    return stream;
  }

  #keep(chunk: unknown): void {
    const text = this.#decoder ? this.#decoder.write(chunk as Uint8Array) : chunk;
    if (text !== '' || this.readableObjectMode) this.#chunks.push(text);
  }
  #finish(): void {
    const rest = this.#decoder?.end() ?? '';
    if (rest !== '') this.#chunks.push(rest);
    this.#ended = true;
  }
  #putBack(whole: string | Buffer): null {
    this.#chunks = [whole];
    this.#ask();
    return null;
  }
  #taken(chunk: unknown): unknown {
    this.#ask();
    if (this.#ended) this.#schedule();
    return chunk;
  }
  #ask(): void {
    if (this.#reading || this.#ended || this.destroyed || this.readableLength >= this.readableHighWaterMark) return;
    this.#reading = true;
    this._read(this.readableHighWaterMark);
  }
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    addTick(() => {
      this.#scheduled = false;
      this.#deliver();
    }, []);
  }
  #deliver(): void {
    while (this.#flowing && this.#chunks.length > 0 && !this.destroyed) this.emit('data', this.#chunks.shift());
    if (this.#chunks.length > 0 || (this.#ended && !this.readableEnded)) this.emit('readable');
    if (this.#chunks.length === 0 && this.#ended) this.#end();
    else if (this.#flowing) this.#ask();
  }
  #end(): void {
    if (this.readableEnded || this.destroyed) return;
    this.readableEnded = true;
    this.readable = false;
    this.emit('end');
    if (this.#autoDestroy && !this.#isWriting()) this.destroy();
  }
  /** The other half of a duplex stream may still be at work. */
  #isWriting(): boolean {
    return 'writableFinished' in this && this.writableFinished === false;
  }
}

function joined(chunks: readonly unknown[]): string | Buffer {
  if (chunks.length === 1) return chunks[0] as string | Buffer;
  return typeof chunks[0] === 'string' ? chunks.join('') : Buffer.concat(chunks as Uint8Array[]);
}

function process(): { readonly stdout: unknown } {
  return (globalThis as unknown as { process: { stdout: unknown } }).process;
}
