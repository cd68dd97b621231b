/**
 * Follows promises that are rejected with nobody to handle it. The engine has a tracker for that, set by a C call that
 * the build does not export: the build's function table is exported by us, and gets one more entry.
 */
import type { Guest } from './guest.ts';
import { RT, TAG } from './layout.ts';

/** The name by which the patched engine exports its function table. */
export const TABLE_EXPORT = 'rote_table';

const EXPORT_SECTION = 7;
const TABLE_KIND = 1;

/** The engine's WebAssembly with its one function table exported. */
export function withTableExport(wasm: Uint8Array): Uint8Array {
  for (let at = 8; at < wasm.length; ) {
    const [length, body] = leb(wasm, at + 1);
    if (wasm[at] === EXPORT_SECTION) {
      const [count, entries] = leb(wasm, body);
      const added = [TABLE_EXPORT.length, ...Buffer.from(TABLE_EXPORT), TABLE_KIND, 0];
      const section = [...toLeb(count + 1), ...wasm.subarray(entries, body + length), ...added];
      const rest = wasm.subarray(body + length);
      return Buffer.concat([wasm.subarray(0, at + 1), Buffer.from(toLeb(section.length)), Buffer.from(section), rest]);
    }
    at = body + length;
  }
  throw new Error('the engine is not the pinned one: it exports nothing');
}

/** An unsigned LEB128 number and where it ends. */
function leb(bytes: Uint8Array, start: number): [number, number] {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] as number;
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}

function toLeb(value: number): number[] {
  const low = value & 127;
  return value < 128 ? [low] : [low | 128, ...toLeb(value >>> 7)];
}

/**
 * A WebAssembly module that exports the function it imports (`h.r`), of the tracker's type
 * (i32 context, i64 promise, i64 reason, i32 handled, i32 opaque): only such functions fit a table.
 */
const FORWARDER = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 9, 1, 96, 5, 127, 126, 126, 127, 127, 0, 2, 7, 1, 1, 104, 1, 114, 0, 0, 7, 5, 1, 1,
  114, 0, 0,
]);

type Tracker = (context: number, promise: bigint, reason: bigint, handled: number, opaque: number) => undefined;

/** Rejected promises without a handler, kept alive until somebody asks. */
export class Rejections {
  readonly #guest: Guest;
  readonly #waiting = new Set<number>();

  constructor(guest: Guest) {
    this.#guest = guest;
    const track: Tracker = (_context, promise, _reason, handled) => {
      this.#track(Number(promise & 0xffffffffn), handled !== 0);
      return undefined;
    };
    const imports = { h: { r: track as unknown as (...args: number[]) => undefined } };
    const forwarder = new WebAssembly.Instance(new WebAssembly.Module(FORWARDER), imports);
    const index = guest.table.grow(1);
    guest.table.set(index, forwarder.exports['r']);
    guest.u32[(guest.rt + RT.rejectionTracker) >>> 2] = index;
  }

  #track(promise: number, handled: boolean): void {
    this.#guest.refresh();
    if (!handled) {
      if (this.#waiting.has(promise)) return;
      this.#waiting.add(promise);
      this.#guest.retain(promise, TAG.object);
    } else if (this.#waiting.delete(promise)) this.#guest.u32[promise >>> 2]! -= 1;
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** A handle on the next unhandled promise, which is then forgotten; 0 when there is none. */
  take(): number {
    for (const promise of this.#waiting) {
      this.#waiting.delete(promise);
      const handle = this.#guest.objectHandle(promise);
      this.#guest.u32[promise >>> 2]! -= 1;
      return handle;
    }
    return 0;
  }
}
