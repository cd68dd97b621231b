/**
 * Bounds on what a run leaves outside its memory: bytes of output, bytes in files. They are kept by powers that count, so
 * that what a hit does again counts as well. What still fits is done; the first byte too many ends the run.
 */
import type { FilePower } from './capabilities/files/power.ts';
import type { OutputPower } from './capabilities/output.ts';
import { creates, flagBits } from './overlay/flags.ts';

/** In MB; undefined: no bound. */
export interface Quotas {
  readonly outputMB?: number | undefined;
  readonly writeMB?: number | undefined;
}

const MB = 2 ** 20;
/** A file or folder takes at least a block, however little is in it: without that, empty ones would be free. */
const BLOCK = 4096;

type WriteAt = (fd: number, data: Uint8Array, offset: number, length: number, position: number | null) => number;

/** A run went beyond a bound. */
export class QuotaReached extends Error {
  readonly code: 'output-limit' | 'write-limit';

  constructor(code: QuotaReached['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The same output, as long as the bound allows. */
export function boundedOutput(output: OutputPower, outputMB: number | undefined): OutputPower {
  if (outputMB === undefined) return output;
  let left = outputMB * MB;
  return {
    write(fd, bytes) {
      output.write(fd, left < bytes.length ? bytes.subarray(0, left) : bytes);
      left -= bytes.length;
      if (left < 0) throw new QuotaReached('output-limit', `the script prints more than its limit of ${outputMB} MB`);
    },
  };
}

/** The same files, written to as long as the bound allows; growing a file counts like writing. */
export function boundedFiles(fs: FilePower, writeMB: number | undefined): FilePower {
  if (writeMB === undefined) return fs;
  let left = writeMB * MB;
  const take = (bytes: number): void => {
    left -= Math.max(0, bytes);
    if (left < 0) throw new QuotaReached('write-limit', `the script writes more than its limit of ${writeMB} MB`);
  };
  const sized = (data: unknown): number => BLOCK + (data as Uint8Array).length;
  const counted = <T extends (...args: never[]) => unknown>(act: T, cost: (...args: Parameters<T>) => number): T =>
    ((...args: Parameters<T>) => {
      take(cost(...args));
      return act(...args);
    }) as T;
  const bounded: Partial<FilePower> = {
    writeFileSync: counted(fs.writeFileSync, (_, data) => sized(data)),
    appendFileSync: counted(fs.appendFileSync, (_, data) => sized(data)),
    openSync: counted(fs.openSync, (_, flags) => (creates(flagBits(flags ?? 'r') ?? 0) === 'no' ? 0 : BLOCK)),
    // Where it writes at a place of its choice, a byte may take a block.
    writeSync: counted(fs.writeSync as WriteAt, (_, data, __, ___, position) =>
      typeof position === 'number' ? BLOCK + data.length : data.length,
    ) as never,
    truncateSync: counted(fs.truncateSync, (_, length) => length ?? 0),
    ftruncateSync: counted(fs.ftruncateSync, (_, length) => length ?? 0),
    mkdirSync: counted(fs.mkdirSync as FilePower['rmdirSync'], () => BLOCK) as never,
    mkdtempSync: counted(fs.mkdtempSync as (prefix: string) => string, () => BLOCK) as never,
    linkSync: counted(fs.linkSync, () => BLOCK),
    symlinkSync: counted(fs.symlinkSync, () => BLOCK),
  };
  return Object.assign(Object.create(fs), bounded);
}
