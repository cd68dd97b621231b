/** What the prelude itself uses of the package. */
declare module 'readable-stream/lib/stream.js' {
  type Done = (error?: unknown) => void;

  export interface ReadableOptions {
    readonly objectMode?: boolean;
    readonly highWaterMark?: number;
    readonly encoding?: string | null;
    readonly signal?: unknown;
    readonly emitClose?: boolean;
    readonly autoDestroy?: boolean;
    read?(this: Readable, size: number): void;
    destroy?(this: Readable, error: unknown, done: Done): void;
  }

  export interface WritableOptions {
    readonly objectMode?: boolean;
    readonly highWaterMark?: number;
    readonly decodeStrings?: boolean;
    readonly signal?: unknown;
    readonly emitClose?: boolean;
    readonly autoDestroy?: boolean;
    write?(this: Writable, chunk: never, encoding: string, done: Done): void;
    writev?(
      this: Writable,
      chunks: readonly { readonly chunk: unknown; readonly encoding: string }[],
      done: Done,
    ): void;
    final?(this: Writable, done: Done): void;
    destroy?(this: Writable, error: unknown, done: Done): void;
  }

  export interface TransformOptions extends Omit<WritableOptions, 'destroy'>, Omit<ReadableOptions, 'destroy'> {}

  interface Streaming {
    on(name: string | symbol, listener: unknown): this;
    once(name: string | symbol, listener: unknown): this;
    off(name: string | symbol, listener: unknown): this;
    emit(name: string | symbol, ...args: unknown[]): boolean;
    readonly destroyed: boolean;
    readonly closed: boolean;
    readonly errored: unknown;
    destroy(error?: unknown): this;
    pipe<T>(target: T, options?: { readonly end?: boolean }): T;
  }

  export interface Readable extends Streaming {
    readonly readable: boolean;
    readonly readableEnded: boolean;
    readonly readableObjectMode: boolean;
    readonly readableHighWaterMark: number;
    push(chunk: unknown, encoding?: string): boolean;
    read(size?: number): unknown;
    pause(): this;
    resume(): this;
    _read(size: number): void;
    _destroy(error: unknown, done: Done): void;
    _construct?(done: Done): void;
    [Symbol.asyncIterator](): AsyncIterableIterator<unknown>;
  }

  export interface Writable extends Streaming {
    readonly writable: boolean;
    readonly writableFinished: boolean;
    readonly writableObjectMode: boolean;
    readonly writableHighWaterMark: number;
    readonly writableNeedDrain: boolean;
    write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean;
    end(chunk?: unknown, encoding?: unknown, callback?: unknown): this;
    _write(chunk: unknown, encoding: string, done: Done): void;
    _final(done: Done): void;
    _destroy(error: unknown, done: Done): void;
  }

  export interface Transform extends Readable, Writable {
    _transform(chunk: unknown, encoding: string, done: (error?: unknown, chunk?: unknown) => void): void;
    _flush(done: (error?: unknown, chunk?: unknown) => void): void;
  }

  interface ReadableClass {
    new (options?: ReadableOptions): Readable;
    readonly prototype: Readable;
    from(source: unknown, options?: ReadableOptions): Readable;
    fromWeb?: unknown;
    toWeb?: unknown;
  }
  interface WritableClass {
    new (options?: WritableOptions): Writable;
    readonly prototype: Writable;
    fromWeb?: unknown;
    toWeb?: unknown;
  }
  interface TransformClass {
    new (options?: TransformOptions): Transform;
    from(source: unknown): Transform;
    readonly prototype: Transform;
    fromWeb?: unknown;
    toWeb?: unknown;
  }

  type EndOfStream = (stream: unknown, options: object, callback: Done) => () => void;

  interface StreamClass {
    new (): Streaming;
    readonly Readable: ReadableClass;
    readonly Writable: WritableClass;
    readonly Duplex: TransformClass;
    readonly Transform: TransformClass;
    readonly PassThrough: TransformClass;
    readonly finished: EndOfStream;
    readonly promises: { pipeline(...stages: unknown[]): Promise<unknown>; finished(stream: unknown): Promise<void> };
  }

  const Stream: StreamClass;
  // biome-ignore lint/style/noDefaultExport: what a CommonJS package is to an importer
  export default Stream;
}
