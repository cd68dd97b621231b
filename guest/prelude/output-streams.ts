/**
 * What process.stdout and process.stderr have beyond `write`, as all streams have it: a stream of the package stands behind
 * each, made when something of it is first used. Nothing is ever kept back in it.
 */
import { OP } from '../abi.ts';
import { EventEmitter } from '../node/events.ts';
import { Stream, type Writable, WritableBase } from '../node/stream/classes.ts';
import { ask } from './door.ts';
import { addTick } from './loop.ts';
import { frame } from './memo.ts';
import { apply, defineProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } from './primordials.ts';
import { encoded, OutputStream } from './standard-streams.ts';
import { state } from './state.ts';

/** As in node, the standard streams outlive their end. */
interface Undying extends Writable {
  _undestroy(): void;
}

function create(fd: number): Writable {
  return new WritableBase({
    decodeStrings: false,
    emitClose: false,
    write(chunk: unknown, encoding, done) {
      ask(OP.output, fd, encoded(chunk, encoding));
      done();
    },
    destroy(error, done) {
      done(error);
      (this as Undying)._undestroy();
      addTick(() => this.emit('close'), []);
    },
  });
}

function behind({ fd }: OutputStream): Writable {
  if (frame.active()) ask(OP.bypass, 'listens-to-process', 'uses process.stdout or process.stderr as a stream');
  state.outputs[fd] ??= create(fd);
  return state.outputs[fd] as Writable;
}

/** A function or accessor that does with the stream behind what the stream's own does with itself. */
function passedOn({ value, get }: PropertyDescriptor): PropertyDescriptor {
  const getter = function (this: OutputStream): unknown {
    return apply(get as () => unknown, behind(this), []);
  };
  const method = function (this: OutputStream, ...args: unknown[]): unknown {
    const stream = behind(this);
    const result = apply(value as () => unknown, stream, args as []);
    return result === stream ? this : result;
  };
  return get
    ? { get: getter, configurable: true }
    : { value: typeof value === 'function' ? method : value, writable: true, configurable: true };
}

/** Completes the class of the standard streams. */
export function installOutputStreams(): void {
  setPrototypeOf(OutputStream.prototype, WritableBase.prototype);
  for (const prototype of [WritableBase.prototype, Stream.prototype, EventEmitter.prototype])
    for (const key of ownKeys(prototype)) {
      if (key === 'constructor' || Object.hasOwn(OutputStream.prototype, key)) continue;
      const descriptor = getOwnPropertyDescriptor(prototype, key) as PropertyDescriptor;
      defineProperty(OutputStream.prototype, key, passedOn(descriptor));
    }
  for (const key of ['_writableState', '_events'])
    defineProperty(OutputStream.prototype, key, {
      get(this: OutputStream): unknown {
        return (behind(this) as unknown as Record<string, unknown>)[key];
      },
      configurable: true,
    });
}
