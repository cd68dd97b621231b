/** What crosses the door: primitives and bytes, read from and written to guest memory exactly. */
import type { GuestValue, HostFailure } from '../capabilities/capability.ts';
import { codedFailure } from '../capabilities/failure.ts';
import type { Guest } from './guest.ts';
import { CLASS, OBJECT, TAG } from './layout.ts';

/** Reads an argument; objects other than bytes are refused. */
export function readValue(guest: Guest, value: number): GuestValue {
  switch (guest.tag(value)) {
    case TAG.undefined:
      return undefined;
    case TAG.null:
      return null;
    case TAG.bool:
      return guest.word(value) !== 0;
    case TAG.string:
    case TAG.rope:
      return guest.string(value);
    case TAG.object:
      return readBytes(guest, guest.word(value));
  }
  const tag = guest.tag(value);
  if (tag === TAG.int || tag > TAG.shortBigInt || tag < TAG.bigInt) return guest.number(value);
  throw unfit();
}

/** A copy of the bytes of an ArrayBuffer or a Uint8Array. */
function readBytes(guest: Guest, object: number): Uint8Array {
  const classId = guest.word(object + OBJECT.flags) >>> 16;
  const payload = guest.word(object + OBJECT.payload);
  if (classId === CLASS.arrayBuffer) {
    const start = guest.word(payload + 12);
    return guest.u8.slice(start, start + guest.word(payload));
  }
  if (classId < CLASS.firstTyped || classId > CLASS.lastTyped) throw unfit();
  const start = guest.word(object + 36);
  return guest.u8.slice(start, start + guest.word(payload + 20));
}

/** A handle on the value; 0 stands for undefined where the engine's wrapper takes it so. */
export function writeValue(guest: Guest, value: GuestValue): number {
  switch (typeof value) {
    case 'undefined':
      return 0;
    case 'number':
      return guest.newNumber(value);
    case 'string':
      return guest.newString(value);
    case 'boolean':
      return guest.newBool(value);
  }
  return value === null ? guest.newNull() : guest.newBytes(value);
}

/** Symbols, big integers and objects that are no bytes: the script's mistake where the prelude does not look before. */
function unfit(): HostFailure {
  return codedFailure('TypeError', 'ERR_INVALID_ARG_TYPE', 'only text, numbers and bytes can be given to the host');
}
