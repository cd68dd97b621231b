/** Buffers that change hands: the copy gets the bytes, and the original is empty from then on. */
import { codedError } from '../prelude/errors.ts';
import { apply } from '../prelude/primordials.ts';
import { DOMException } from './dom-exception.ts';

/** What the engine's buffers have beyond ES2023. */
interface Buffer extends ArrayBuffer {
  readonly detached: boolean;
  readonly resizable: boolean;
  readonly maxByteLength: number;
}

type BufferClass = new (length: number, options?: { maxByteLength: number }) => Buffer;

const NativeBuffer = ArrayBuffer as unknown as BufferClass;
const { transfer } = ArrayBuffer.prototype as unknown as { transfer(): ArrayBuffer };

/** The buffers named by the second argument of structuredClone. */
export function transferList(options: unknown): ArrayBuffer[] {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object' && typeof options !== 'function')
    throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The options argument must be either an object or undefined');
  const listed = (options as { transfer?: Iterable<unknown> | null }).transfer;
  if (listed === undefined || listed === null) return [];
  if (typeof listed[Symbol.iterator] !== 'function')
    throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'Optional transferList argument must be an iterable');
  return checked([...listed]);
}

function checked(listed: readonly unknown[]): ArrayBuffer[] {
  const buffers = listed.filter((item) => item instanceof ArrayBuffer);
  if (buffers.length < listed.length)
    throw codedError(TypeError, 'ERR_INVALID_TRANSFER_OBJECT', 'Found invalid object in transferList');
  if (new Set(buffers).size < buffers.length)
    throw new DOMException('Transfer list contains duplicate ArrayBuffer', 'DataCloneError');
  return buffers;
}

/** A buffer of the same bytes, which can be resized as far; nothing is left of one that was transferred before. */
export function copyBuffer(buffer: ArrayBuffer): ArrayBuffer {
  const { detached, resizable, maxByteLength } = buffer as Buffer;
  if (detached) return new ArrayBuffer(0);
  if (!resizable) return buffer.slice(0);
  const copy = new NativeBuffer(buffer.byteLength, { maxByteLength });
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

/** The copy of a buffer that stays where it is. */
export function cloneBuffer(buffer: ArrayBuffer): ArrayBuffer {
  if ((buffer as Buffer).detached)
    throw new DOMException('An ArrayBuffer is detached and could not be cloned.', 'DataCloneError');
  return copyBuffer(buffer);
}

/** Moves the bytes that a buffer has by now to its copy. */
export function moveBytes(buffer: ArrayBuffer, copy: ArrayBuffer): void {
  if ((buffer as Buffer).detached) return;
  new Uint8Array(copy).set(new Uint8Array(buffer));
  apply(transfer, buffer, []);
}
