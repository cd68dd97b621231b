/** Writable streams: one chunk at a time, in order; `finish` when all is written after `end`. */
import { codedError } from '../../prelude/errors.ts';
import { addTick } from '../../prelude/loop.ts';
import { Buffer } from '../buffer.ts';
import { type Emitter, EventEmitter } from '../events.ts';

type Done = (error?: unknown) => void;

export interface WritableOptions {
  readonly objectMode?: boolean;
  readonly writableObjectMode?: boolean;
  readonly highWaterMark?: number;
  readonly decodeStrings?: boolean;
  write?(this: unknown, chunk: unknown, encoding: string, done: Done): void;
  writev?(this: unknown, chunks: readonly Queued[], done: Done): void;
  final?(this: unknown, done: Done): void;
  destroy?(this: unknown, error: unknown, done: Done): void;
}

interface Queued {
  readonly chunk: unknown;
  readonly encoding: string;
  readonly done: Done | undefined;
}

/** What a writing half needs of its stream. */
export interface Owner extends Emitter {
  _write(chunk: unknown, encoding: string, done: Done): void;
  _final(done: Done): void;
  destroy(error?: unknown): unknown;
  writableFinished: boolean;
}

const bytesAhead = 16_384;
const objectsAhead = 16;

/** The writing half of a stream, shared by Writable and Duplex. */
export class WritingHalf {
  readonly #owner: Owner;
  readonly #objects: boolean;
  readonly #decodes: boolean;
  readonly limit: number;
  #queue: Queued[] = [];
  #size = 0;
  #busy = false;
  #needsDrain = false;
  ended = false;

  constructor(owner: Owner, options: WritableOptions) {
    this.#owner = owner;
    this.#objects = options.objectMode === true || options.writableObjectMode === true;
    this.#decodes = options.decodeStrings !== false;
    this.limit = options.highWaterMark ?? (this.#objects ? objectsAhead : bytesAhead);
  }
  get size(): number {
    return this.#size;
  }
  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    const done = [encoding, callback].find((value) => typeof value === 'function') as Done | undefined;
    if (this.ended) return this.#refuse(done);
    const name = typeof encoding === 'string' ? encoding : 'utf8';
    const bytes = typeof chunk === 'string' && !this.#objects && this.#decodes;
    const entry = { chunk: bytes ? Buffer.from(chunk, name) : chunk, encoding: bytes ? 'buffer' : name, done };
    this.#queue.push(entry);
    this.#size += this.#weight(entry.chunk);
    this.#next();
    const room = this.#size < this.limit;
    if (!room) this.#needsDrain = true;
    return room;
  }
  end(chunk?: unknown, encoding?: unknown, callback?: unknown): void {
    const done = [chunk, encoding, callback].find((value) => typeof value === 'function') as Done | undefined;
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    if (done) this.#owner.once('finish', done);
    if (this.ended) return;
    this.ended = true;
    this.#finishWhenIdle();
  }

  #refuse(done: Done | undefined): boolean {
    const error = codedError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
    addTick(() => done?.(error), []);
    this.#owner.destroy(error);
    return false;
  }
  #weight(chunk: unknown): number {
    return this.#objects ? 1 : (chunk as { length: number }).length;
  }
  #next(): void {
    if (this.#busy || this.#queue.length === 0) return;
    const entry = this.#queue.shift() as Queued;
    this.#busy = true;
    const state = { sync: true };
    this.#owner._write(entry.chunk, entry.encoding, (error) => {
      if (state.sync) addTick(() => this.#written(entry, error), []);
      else this.#written(entry, error);
    });
    state.sync = false;
  }
  #written(entry: Queued, error: unknown): void {
    this.#busy = false;
    this.#size -= this.#weight(entry.chunk);
    if (error) {
      entry.done?.(error);
      this.#owner.destroy(error);
      return;
    }
    entry.done?.();
    if (this.#needsDrain && this.#size === 0 && !this.ended) {
      this.#needsDrain = false;
      this.#owner.emit('drain');
    }
    this.#next();
    this.#finishWhenIdle();
  }
  #finishWhenIdle(): void {
    if (!this.ended || this.#busy || this.#queue.length > 0) return;
    this.#busy = true;
    this.#owner._final((error) => {
      addTick(() => {
        if (error) return this.#owner.destroy(error);
        this.#owner.writableFinished = true;
        this.#owner.emit('finish');
        return undefined;
      }, []);
    });
  }
}

export class Writable extends EventEmitter {
  destroyed = false;
  writable = true;
  writableFinished = false;
  readonly #half: WritingHalf;

  constructor(options: WritableOptions = {}) {
    super();
    this.#half = new WritingHalf(this as unknown as Owner, options);
    if (options.write) this._write = options.write;
    if (options.final) this._final = options.final;
    if (options.destroy) this._destroy = options.destroy;
    this.once('finish', () => this.destroy());
  }

  _write(_chunk: unknown, _encoding: string, done: Done): void {
    done(codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _write() method is not implemented'));
  }
  _final(done: Done): void {
    done();
  }
  _destroy(error: unknown, done: Done): void {
    done(error);
  }
  get writableEnded(): boolean {
    return this.#half.ended;
  }
  get writableLength(): number {
    return this.#half.size;
  }
  get writableHighWaterMark(): number {
    return this.#half.limit;
  }
  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    return this.#half.write(chunk, encoding, callback);
  }
  end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    this.#half.end(chunk, encoding, callback);
    return this;
  }
  cork(): void {}
  uncork(): void {}
  setDefaultEncoding(): this {
    return this;
  }
  destroy(error?: unknown): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.writable = false;
    this._destroy(error ?? null, (failure) => {
      addTick(() => {
        if (failure) this.emit('error', failure);
        this.emit('close');
      }, []);
    });
    return this;
  }
}
