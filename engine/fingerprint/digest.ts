/** The one door to hashing: SHA-256 in lower-case hexadecimal, the only digest that may be persisted. */
import { hash } from 'node:crypto';

/** SHA-256 of text (as UTF-8; callers escape lone surrogates, which UTF-8 cannot carry) or of bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
