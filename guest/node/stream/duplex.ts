/** Streams with two halves: Duplex, Transform, PassThrough. */
import { Readable, type ReadableOptions } from './readable.ts';
import { type Owner, type WritableOptions, WritingHalf } from './writable.ts';

type Done = (error?: unknown) => void;
type TransformDone = (error?: unknown, chunk?: unknown) => void;

export interface DuplexOptions extends Omit<WritableOptions, 'destroy'>, ReadableOptions {}

export class Duplex extends Readable {
  writable = true;
  writableFinished = false;
  readonly #half: WritingHalf;

  constructor(options: DuplexOptions = {}) {
    super(options);
    this.#half = new WritingHalf(this as unknown as Owner, options);
    if (options.write) this._write = options.write;
    if (options.final) this._final = options.final;
    this.once('finish', () => {
      if (this.readableEnded) this.destroy();
    });
  }
  _write(_chunk: unknown, _encoding: string, done: Done): void {
    done();
  }
  _final(done: Done): void {
    done();
  }
  get writableEnded(): boolean {
    return this.#half.ended;
  }
  get writableLength(): number {
    return this.#half.size;
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
}

export interface TransformOptions extends DuplexOptions {
  transform?(this: unknown, chunk: unknown, encoding: string, done: TransformDone): void;
  flush?(this: unknown, done: TransformDone): void;
}

export class Transform extends Duplex {
  constructor(options: TransformOptions = {}) {
    super(options);
    if (options.transform) this._transform = options.transform;
    if (options.flush) this._flush = options.flush;
  }
  _transform(_chunk: unknown, _encoding: string, done: TransformDone): void {
    done();
  }
  _flush(done: TransformDone): void {
    done();
  }
  override _write(chunk: unknown, encoding: string, done: Done): void {
    this._transform(chunk, encoding, (error, result) => {
      if (result !== undefined && result !== null) this.push(result);
      done(error);
    });
  }
  override _final(done: Done): void {
    this._flush((error, result) => {
      if (result !== undefined && result !== null) this.push(result);
      this.push(null);
      done(error);
    });
  }
}

export class PassThrough extends Transform {
  override _transform(chunk: unknown, _encoding: string, done: TransformDone): void {
    done(null, chunk);
  }
}
