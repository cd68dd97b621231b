/** Node's streams as streams of the web platform, and back: `toWeb` and `fromWeb`. */
import { abortError } from '../../web/abort.ts';
import { streamClasses } from '../../web/streams.ts';
import { Buffer } from '../buffer.ts';
import { Duplex, type Readable, ReadableBase, Stream, type Writable, WritableBase } from './classes.ts';

const { ReadableStream, WritableStream, CountQueuingStrategy } = streamClasses;
type WebReadable = InstanceType<typeof ReadableStream>;
type WebWritable = InstanceType<typeof WritableStream>;

interface Options {
  readonly objectMode?: boolean;
  readonly highWaterMark?: number;
  readonly encoding?: string;
  readonly decodeStrings?: boolean;
  readonly signal?: unknown;
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

function deferred(): Deferred {
  let settle: Omit<Deferred, 'promise'> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Omit<Deferred, 'promise'>) };
}

const plainBytes = (chunk: Uint8Array): Uint8Array => new Uint8Array(chunk);
/** A stream that was cut off looks aborted from the other side. */
const asAbort = (error: unknown): unknown =>
  (error as { code?: unknown } | undefined)?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? abortError(error) : error;

export function readableFromWeb(source: WebReadable, options: Options = {}): Readable {
  const reader = source.getReader();
  const state = { closed: false };
  const stream: Readable = new ReadableBase({
    ...options,
    read() {
      reader.read().then(
        ({ value, done }) => void stream.push(done ? null : value),
        (error: unknown) => void stream.destroy(error),
      );
    },
    destroy(error, done) {
      const finish = (): void => done(error);
      if (state.closed) finish();
      else reader.cancel(error).then(finish, finish);
    },
  });
  reader.closed.then(
    () => {
      state.closed = true;
    },
    (error: unknown) => {
      state.closed = true;
      stream.destroy(error);
    },
  );
  return stream;
}

export function readableToWeb(source: Readable, options: { readonly strategy?: object } = {}): WebReadable {
  if (source.destroyed || !source.readable) {
    const ended = new ReadableStream();
    ended.cancel();
    return ended;
  }
  const { readableObjectMode: objects, readableHighWaterMark: highWaterMark } = source;
  const strategy = options.strategy ?? (objects ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark });
  source.pause();
  let cancelled = false;
  return new ReadableStream(
    {
      start(controller) {
        Stream.finished(source, { writable: false }, (error) => {
          source.on('error', () => undefined);
          if (error) controller.error(asAbort(error));
          else if (!cancelled) controller.close();
        });
        source.on('data', (chunk: unknown) => {
          controller.enqueue(Buffer.isBuffer(chunk) && !objects ? plainBytes(chunk as Uint8Array) : chunk);
          if ((controller.desiredSize ?? 0) <= 0) source.pause();
        });
        source.pause();
      },
      pull() {
        source.resume();
      },
      cancel(reason) {
        cancelled = true;
        source.destroy(reason);
      },
    },
    strategy,
  );
}

export function writableFromWeb(target: WebWritable, options: Options = {}): Writable {
  const writer = target.getWriter();
  const state = { closed: false };
  const stream: Writable = new WritableBase({
    ...options,
    write(chunk: unknown, encoding, done) {
      const isText = typeof chunk === 'string' && options.decodeStrings !== false && !options.objectMode;
      const sent = isText ? plainBytes(Buffer.from(chunk, encoding)) : chunk;
      writer.ready.then(() => writer.write(sent).then(() => done(), done), done);
    },
    destroy(error, done) {
      const finish = (): void => done(error);
      if (state.closed) finish();
      else (error ? writer.abort(error) : writer.close()).then(finish, finish);
    },
    final(done) {
      if (!state.closed) writer.close().then(() => done(), done);
    },
  });
  writer.closed.then(
    () => {
      state.closed = true;
      if (stream.writable) stream.destroy();
    },
    (error: unknown) => {
      state.closed = true;
      stream.destroy(error);
    },
  );
  return stream;
}

export function writableToWeb(target: Writable): WebWritable {
  const { writableObjectMode: objects, writableHighWaterMark: highWaterMark } = target;
  const strategy = objects ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  const state: { draining?: Deferred | undefined; closing?: Deferred; over?: boolean } = {};
  return new WritableStream(
    {
      start(controller) {
        target.on('drain', () => state.draining?.resolve());
        Stream.finished(target, {}, (error) => {
          target.on('error', () => undefined);
          state.over = true;
          const failure = asAbort(error) ?? (state.closing ? undefined : abortError(undefined));
          if (failure === undefined) return state.closing?.resolve();
          state.draining?.reject(failure);
          state.closing?.reject(failure);
          return controller.error(failure);
        });
      },
      async write(chunk) {
        if (!target.writableNeedDrain && target.write(chunk)) return;
        state.draining = deferred();
        await state.draining.promise;
        state.draining = undefined;
      },
      abort(reason) {
        target.destroy(reason);
      },
      close() {
        if (state.over) return undefined;
        state.closing = deferred();
        target.end();
        return state.closing.promise;
      },
    },
    strategy,
  );
}

interface Pair {
  readonly readable: WebReadable;
  readonly writable: WebWritable;
}

export function duplexToWeb(stream: Readable & Writable): Pair {
  return { writable: writableToWeb(stream), readable: readableToWeb(stream) };
}

export function duplexFromWeb({ readable, writable }: Pair, options?: Options): unknown {
  return Duplex.from({ readable: readableFromWeb(readable, options), writable: writableFromWeb(writable, options) });
}
