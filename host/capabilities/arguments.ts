/** Reads arguments that crossed the door. Where the prelude does not look first, another type is the script's mistake. */
import type { GuestValue, HostFailure } from './capability.ts';
import { codedFailure } from './failure.ts';

export function text(value: GuestValue): string {
  if (typeof value === 'string') return value;
  throw unfit('a string');
}

export function number(value: GuestValue): number {
  if (typeof value === 'number') return value;
  throw unfit('a number');
}

/** A string (as UTF-8) or bytes, as bytes. */
export function bytes(value: GuestValue): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (value instanceof Uint8Array) return value;
  throw unfit('bytes');
}

function unfit(expected: string): HostFailure {
  return codedFailure('TypeError', 'ERR_INVALID_ARG_TYPE', `an argument must be ${expected}`);
}
