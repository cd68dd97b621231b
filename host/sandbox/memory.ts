/** Typed views over the guest's linear memory, renewed when it grows, and the reads that everything else is made of. */
import { ATOM_INT, FLOAT_ADDEND, RT, TAG } from './layout.ts';

/** The guest's memory; `rt` and `ctx` are the engine's runtime and context. */
export class GuestMemory {
  readonly memory: WebAssembly.Memory;
  u8!: Uint8Array;
  u16!: Uint16Array;
  u32!: Uint32Array;
  i32!: Int32Array;
  rt = 0;
  ctx = 0;
  readonly #float = new Float64Array(1);
  readonly #floatWords = new Uint32Array(this.#float.buffer);

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.refresh();
  }

  /** Renews the views; call after anything that may have grown the memory. */
  refresh(): void {
    const buffer = this.memory.buffer;
    if (this.u8?.buffer === buffer) return;
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.i32 = new Int32Array(buffer);
  }

  word(address: number): number {
    return this.u32[address >>> 2] as number;
  }

  tag(value: number): number {
    return this.i32[(value >>> 2) + 1] as number;
  }

  /** The number held by the JSValue at an address (int or double). */
  number(value: number): number {
    const at = value >>> 2;
    if (this.i32[at + 1] === TAG.int) return this.i32[at] as number;
    this.#floatWords[0] = this.u32[at] as number;
    this.#floatWords[1] = (this.u32[at + 1] as number) + FLOAT_ADDEND;
    return this.#float[0] as number;
  }

  writeInt(value: number, n: number): void {
    this.i32[value >>> 2] = n;
    this.i32[(value >>> 2) + 1] = TAG.int;
  }

  /** Writes any JavaScript number as a JSValue; NaN has one pattern. */
  writeNumber(value: number, n: number): void {
    if ((n | 0) === n && !Object.is(n, -0)) return this.writeInt(value, n);
    this.#float[0] = n;
    const at = value >>> 2;
    this.u32[at] = Number.isNaN(n) ? 0 : (this.#floatWords[0] as number);
    this.u32[at + 1] = Number.isNaN(n)
      ? (0x7ff80000 - FLOAT_ADDEND) >>> 0
      : ((this.#floatWords[1] as number) - FLOAT_ADDEND) >>> 0;
  }

  /** Text of a flat string body (also of an atom's). */
  text(string: number): string {
    const header = this.word(string + 4);
    const length = header & 0x7fffffff;
    const bytes = header >>> 31 ? length * 2 : length;
    return Buffer.from(this.u8.buffer, string + 16, bytes).toString(header >>> 31 ? 'utf16le' : 'latin1');
  }

  atomPointer(atom: number): number {
    return this.word(this.word(this.rt + RT.atoms) + 4 * atom);
  }

  /** Text of an atom: property key, variable or file name. */
  atomText(atom: number): string {
    if (atom & ATOM_INT) return String(atom & 0x7fffffff);
    const pointer = this.atomPointer(atom);
    return pointer && !(pointer & 1) ? this.text(pointer) : '';
  }

  /** A JSValue's string, flat or rope. */
  string(value: number): string {
    return this.tag(value) === TAG.rope ? this.#rope(this.word(value)) : this.text(this.word(value));
  }

  #rope(rope: number): string {
    const parts: string[] = [];
    const stack: [number, number][] = [[rope, TAG.rope]];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const [pointer, tag] = top;
      if (tag !== TAG.rope) parts.push(this.text(pointer));
      else
        stack.push(
          [this.word(pointer + 24), this.tag(pointer + 24)],
          [this.word(pointer + 16), this.tag(pointer + 16)],
        );
    }
    return parts.join('');
  }
}
