/**
 * The island of compression, and the one door to pako: bytes in, bytes out, piece by piece, so that what a script inflates
 * grows in the script's memory and not in the host's. Pure: no dependency. Not node's own zlib, whose compressed bytes
 * differ between versions and processors.
 */
import { Deflate, Inflate, type Z_FlushMode, type Z_Strategy } from 'pako';
import { OP } from '../../guest/abi.ts';
import { bytes, number, text } from './arguments.ts';
import { type Capability, HostFailure } from './capability.ts';
import { codedFailure } from './failure.ts';

/** As the guest sends it, as JSON. */
export interface CompressionSettings {
  readonly compresses: boolean;
  /** Of zlib: negative for raw data, 16 more for gzip, 32 more to tell gzip by its first bytes. */
  readonly windowBits: number;
  readonly level: number;
  readonly memLevel: number;
  readonly strategy: Z_Strategy;
  /** Base64. */
  readonly dictionary: string | null;
}

/** A run of compression that the guest is in the middle of. */
interface Machine {
  readonly stream: Deflate | Inflate;
  readonly hasDictionary: boolean;
}

const PIECE = 65_536;
/** The prelude opens and closes one after the other; each takes a quarter of a megabyte of the host's memory. */
const MOST_MACHINES = 64;

export function compressionCapability(): Capability {
  const machines = new Map<number, Machine>();
  let last = 0;
  return {
    ops: {
      [OP.compressionOpen]: ([settings]) => {
        if (machines.size === MOST_MACHINES)
          throw codedFailure('RangeError', 'Z_MEM_ERROR', 'too many compressions at once');
        last += 1;
        machines.set(last, machineFor(JSON.parse(text(settings)) as CompressionSettings));
        return last;
      },
      [OP.compressionPush]: ([id, data, flush]) => {
        const machine = machines.get(number(id));
        if (!machine) throw new TypeError('no such compression');
        return push(machine, bytes(data), number(flush));
      },
      [OP.compressionClose]: ([id]) => {
        machines.delete(number(id));
        return undefined;
      },
    },
  };
}

function machineFor({ compresses, windowBits, level, memLevel, strategy, dictionary }: CompressionSettings): Machine {
  const given = dictionary === null ? {} : { dictionary: new Uint8Array(Buffer.from(dictionary, 'base64')) };
  const common = { windowBits, chunkSize: PIECE, ...given };
  const stream = compresses ? new Deflate({ ...common, level, memLevel, strategy }) : new Inflate(common);
  return { stream, hasDictionary: dictionary !== null };
}

/** What comes out for a piece of the input; data behind the end of a stream is no part of it. */
function push({ stream, hasDictionary }: Machine, data: Uint8Array, flush: number): Uint8Array {
  const parts: Uint8Array[] = [];
  stream.onData = (part) => void parts.push(part);
  stream.push(data, flush as Z_FlushMode);
  if (stream.err !== 0) throw failureOf(stream.err, stream.msg, hasDictionary);
  return joined(parts);
}

/** What is handed to the guest, which copies it: the same bytes serve the next piece, so that bombs leave no garbage. */
let joinedBytes = new Uint8Array(PIECE);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > joinedBytes.length) joinedBytes = new Uint8Array(2 * length);
  let at = 0;
  for (const part of parts) {
    joinedBytes.set(part, at);
    at += part.length;
  }
  return joinedBytes.subarray(0, length);
}

const NEEDS_DICTIONARY = 2;
const CODES: Readonly<Record<number, string>> = {
  2: 'Z_NEED_DICT',
  [-2]: 'Z_STREAM_ERROR',
  [-3]: 'Z_DATA_ERROR',
  [-4]: 'Z_MEM_ERROR',
  [-5]: 'Z_BUF_ERROR',
};
/** Words of node's for what the library words otherwise. */
const WORDS: Readonly<Record<number, string>> = { 2: 'Missing dictionary', [-5]: 'unexpected end of file' };

function failureOf(err: number, message: string, hasDictionary: boolean): HostFailure {
  const words = err === NEEDS_DICTIONARY && hasDictionary ? 'Bad dictionary' : WORDS[err];
  return new HostFailure({
    name: 'Error',
    message: words ?? message,
    properties: [
      ['errno', err],
      ['code', CODES[err] ?? 'Z_ERRNO'],
    ],
  });
}
