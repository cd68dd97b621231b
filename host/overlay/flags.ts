/** The flags of `open` as the system takes them. */
import { constants } from 'node:fs';

const BASE: Readonly<Record<string, number>> = {
  r: constants.O_RDONLY,
  w: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
  a: constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND,
};
const ACCESS = constants.O_RDONLY | constants.O_WRONLY | constants.O_RDWR;

/** Node's spelling (`wx+`) as bits; undefined for what node does not know. */
export function flagBits(flags: string | number): number | undefined {
  if (typeof flags === 'number') return flags;
  if (!/^(r|rs|sr|w|wx|xw|a|ax|xa|as|sa)\+?$/.test(flags)) return undefined;
  let bits = BASE[/[rwa]/.exec(flags)?.[0] ?? ''] ?? 0;
  if (flags.includes('+')) bits = (bits & ~ACCESS) | constants.O_RDWR;
  if (flags.includes('x')) bits |= constants.O_EXCL;
  if (flags.includes('s')) bits |= constants.O_SYNC;
  return bits;
}

/** Whether opening so can change anything. */
export function isChanging(bits: number): boolean {
  return (bits & ACCESS) !== constants.O_RDONLY || (bits & (constants.O_CREAT | constants.O_TRUNC)) !== 0;
}

/** What a file must let be done to be opened so, as `access` takes it. */
export function accessOf(bits: number): number {
  const mode = bits & ACCESS;
  if (mode === constants.O_RDONLY) return constants.R_OK;
  return mode === constants.O_WRONLY ? constants.W_OK : constants.R_OK | constants.W_OK;
}

/** Makes the file that is not there, or demands that it is not there. */
export function creates(bits: number): 'no' | 'if-missing' | 'always' {
  if ((bits & constants.O_CREAT) === 0) return 'no';
  return (bits & constants.O_EXCL) === 0 ? 'if-missing' : 'always';
}

/** The bits for a file that is there. */
export function withoutCreating(bits: number): number {
  return bits & ~(constants.O_CREAT | constants.O_EXCL);
}
