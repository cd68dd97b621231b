/** Fingerprints of host answers: SHA-256, in hex, of the bytes delivered. */
import { createHash } from 'node:crypto';

export function fingerprint(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
