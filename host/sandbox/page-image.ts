/**
 * A memory image as a file: the pages that hold anything, and behind them the addresses of the boot objects.
 * Words: page count, object count, numbers of the pages; at the next page boundary the pages; then the addresses.
 * The pages are read straight into the guest's memory: to read them anywhere else first would cost as much again.
 * The file stays open, since a build may put another in its place.
 */
import { openSync, readSync } from 'node:fs';

const PAGE = 4096;

export class PageImage {
  /** Bytes of memory that the image describes. */
  readonly span: number;
  readonly #fd: number;
  readonly #pages: Uint32Array;
  readonly #objectCount: number;
  #objects: Uint32Array | null = null;

  constructor(path: string) {
    this.#fd = openSync(path, 'r');
    const head = this.#words(0, PAGE);
    const [pages = 0, objects = 0] = head;
    this.#pages = pages + 2 <= head.length ? head.subarray(2, 2 + pages) : this.#words(8, 4 * pages);
    this.#objectCount = objects;
    this.span = pages === 0 ? 0 : PAGE * ((this.#pages[pages - 1] as number) + 1);
  }

  /** Addresses of the boot objects, ascending. */
  get objects(): Uint32Array {
    this.#objects ??= this.#words(this.#pagesAt() + PAGE * this.#pages.length, 4 * this.#objectCount);
    return this.#objects;
  }

  /** Writes the image into memory that is all zeros. */
  copyTo(memory: Uint8Array): void {
    const pages = this.#pages;
    const start = this.#pagesAt();
    for (let first = 0; first < pages.length; ) {
      let end = first + 1;
      while (end < pages.length && pages[end] === (pages[end - 1] as number) + 1) end += 1;
      const at = PAGE * (pages[first] as number);
      this.#read(memory.subarray(at, at + PAGE * (end - first)), start + PAGE * first);
      first = end;
    }
  }

  /** The image as memory. */
  memory(): Uint8Array {
    const memory = new Uint8Array(this.span);
    this.copyTo(memory);
    return memory;
  }

  #pagesAt(): number {
    return roundUp(8 + 4 * this.#pages.length);
  }

  #words(position: number, bytes: number): Uint32Array {
    const read = new Uint8Array(bytes);
    this.#read(read, position);
    return new Uint32Array(read.buffer);
  }

  #read(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(this.#fd, bytes, done, bytes.length - done, position + done);
      if (read === 0) throw new Error('the guest image is cut off: build it again');
      done += read;
    }
  }
}

/** The file of a memory and its objects. */
export function pageFile(memory: Uint8Array, objects: readonly number[]): Uint8Array {
  const pages: number[] = [];
  for (let page = 0; page * PAGE < memory.length; page++)
    if (memory.subarray(PAGE * page, PAGE * (page + 1)).some((byte) => byte !== 0)) pages.push(page);
  const head = Uint32Array.from([pages.length, objects.length, ...pages]);
  const start = roundUp(head.byteLength);
  const end = start + PAGE * pages.length;
  const file = new Uint8Array(end + 4 * objects.length);
  file.set(new Uint8Array(head.buffer));
  for (const [i, page] of pages.entries()) file.set(memory.subarray(PAGE * page, PAGE * (page + 1)), start + PAGE * i);
  file.set(new Uint8Array(Uint32Array.from(objects).buffer), end);
  return file;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / PAGE) * PAGE;
}
