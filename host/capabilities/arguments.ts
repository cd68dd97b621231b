/** Reads arguments that crossed the door. The prelude sends the right types; anything else is a fault of ours, not the guest's. */
import type { GuestValue } from './capability.ts';

export function text(value: GuestValue): string {
  if (typeof value === 'string') return value;
  throw new TypeError('the guest sent no string where one is due');
}

export function number(value: GuestValue): number {
  if (typeof value === 'number') return value;
  throw new TypeError('the guest sent no number where one is due');
}

/** A string (as UTF-8) or bytes, as bytes. */
export function bytes(value: GuestValue): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (value instanceof Uint8Array) return value;
  throw new TypeError('the guest sent no bytes where they are due');
}
