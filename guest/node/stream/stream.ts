/** The modules stream and stream/promises. */
import { addTick } from '../../prelude/loop.ts';
import type { Emitter } from '../events.ts';
import { Duplex, PassThrough, Transform } from './duplex.ts';
import { Readable } from './readable.ts';
import { Writable } from './writable.ts';

interface AnyStream extends Emitter {
  readonly readableEnded?: boolean;
  readonly writableFinished?: boolean;
  readonly destroyed?: boolean;
  destroy(error?: unknown): unknown;
  pipe(target: unknown): unknown;
  end(): unknown;
}

type Finished = (error?: unknown) => void;

/** Calls back once: when the stream ended or finished, or failed. */
function finished(stream: AnyStream, ...rest: unknown[]): () => void {
  const callback = rest.pop() as Finished;
  const state = { called: false };
  const call = (error?: unknown): void => {
    if (state.called) return;
    state.called = true;
    callback(error);
  };
  const complete = (): void => call();
  stream.once('error', call);
  if (stream.writableFinished !== undefined) stream.once('finish', complete);
  else stream.once('end', complete);
  stream.once('close', complete);
  if (stream.destroyed) addTick(complete, []);
  return () => void stream.off('error', call);
}

type Stage = AnyStream | Iterable<unknown> | ((source: unknown) => AsyncIterable<unknown>);

/** A function between streams turns the iteration of the one before it into the next. */
function asStream(stage: Stage, before: unknown): AnyStream {
  if (typeof stage === 'function') return Readable.from(stage(before)) as unknown as AnyStream;
  if ('pipe' in stage || 'write' in stage) return stage as AnyStream;
  return Readable.from(stage as Iterable<unknown>) as unknown as AnyStream;
}

function pipeline(...given: unknown[]): unknown {
  const callback = given.pop() as Finished;
  const stages = given.flat() as Stage[];
  const streams: AnyStream[] = [];
  const state = { called: false };
  const done = (error?: unknown): void => {
    if (state.called) return;
    state.called = true;
    if (error) for (const stream of streams) stream.destroy();
    callback(error);
  };
  stages.forEach((stage, i) => {
    const isSink = i === stages.length - 1 && typeof stage === 'function';
    if (isSink) void runSink(stage, streams.at(-1), done);
    else {
      const stream = asStream(stage, streams.at(-1));
      stream.once('error', done);
      if (typeof stage !== 'function') streams.at(-1)?.pipe(stream);
      streams.push(stream);
    }
  });
  const last = streams.at(-1) as AnyStream;
  if (typeof stages.at(-1) !== 'function') finished(last, done);
  return last;
}

/** A function at the end of a pipeline consumes what comes. */
async function runSink(sink: (source: unknown) => unknown, source: unknown, done: Finished): Promise<void> {
  try {
    await sink(source);
    done();
  } catch (error) {
    done(error ?? new Error('the last stage failed'));
  }
}

export const streamPromises = {
  pipeline: (...stages: unknown[]): Promise<void> =>
    new Promise((resolve, reject) => {
      pipeline(...stages, (error: unknown) => (error ? reject(error) : resolve()));
    }),
  finished: (stream: AnyStream): Promise<void> =>
    new Promise((resolve, reject) => {
      finished(stream, (error: unknown) => (error ? reject(error) : resolve()));
    }),
};

/** The module is a constructor in node; here its classes are what is used of it. */
export const stream = {
  Readable,
  Writable,
  Duplex,
  Transform,
  PassThrough,
  Stream: Readable,
  pipeline,
  finished,
  promises: streamPromises,
};
