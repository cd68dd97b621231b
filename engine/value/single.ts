/** The shortcut for tapes of one primitive, which most small results are. */
import { PART, VALUE } from './tape.ts';

/** The tape holds more than one primitive. */
export const NOT_SINGLE = Symbol('not single');

const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);

/** The primitive that a whole tape stands for. */
export function singleValue(tape: Uint8Array): number | string | boolean | null | undefined | typeof NOT_SINGLE {
  const words = new DataView(tape.buffer, tape.byteOffset, tape.byteLength);
  const count = tape.length >>> 2;
  const word = (i: number): number => words.getInt32(4 * i, true);
  if (count < 2 || word(count - 1) !== PART.end) return NOT_SINGLE;
  switch (word(0)) {
    case VALUE.int:
      return count === 3 ? word(1) : NOT_SINGLE;
    case VALUE.float:
      return count === 4 ? double(word(1), word(2)) : NOT_SINGLE;
    case VALUE.bool:
      return count === 3 ? word(1) !== 0 : NOT_SINGLE;
    case VALUE.null:
      return count === 2 ? null : NOT_SINGLE;
    case VALUE.undefined:
      return count === 2 ? undefined : NOT_SINGLE;
    case VALUE.string:
      return text(tape, word(1), count);
    default:
      return NOT_SINGLE;
  }
}

function double(low: number, high: number): number {
  floatWords[0] = low;
  floatWords[1] = high;
  return float[0] as number;
}

function text(tape: Uint8Array, header: number, count: number): string | typeof NOT_SINGLE {
  const bytes = header < 0 ? 2 * (header & 0x7fffffff) : header;
  if (count !== 3 + ((bytes + 3) >>> 2)) return NOT_SINGLE;
  return Buffer.from(tape.buffer, tape.byteOffset + 8, bytes).toString(header < 0 ? 'utf16le' : 'latin1');
}
