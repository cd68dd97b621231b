/**
 * A memory image as a file: the pages that hold anything, and beside them the addresses of the boot objects.
 * Words: page count, object count, numbers of the pages, addresses of the objects; then, at a page boundary, the pages.
 */

const PAGE = 4096;

export class PageImage {
  /** Addresses of the boot objects, ascending. */
  readonly objects: Uint32Array;
  /** Bytes of memory that the image describes. */
  readonly span: number;
  readonly #pages: Uint32Array;
  readonly #content: Uint8Array;

  constructor(file: Uint8Array) {
    const words = new Uint32Array(file.buffer, file.byteOffset, file.length >>> 2);
    const pages = words[0] as number;
    const objects = words[1] as number;
    this.#pages = words.subarray(2, 2 + pages);
    this.objects = words.subarray(2 + pages, 2 + pages + objects);
    this.#content = file.subarray(roundUp(4 * (2 + pages + objects)));
    this.span = pages === 0 ? 0 : PAGE * ((this.#pages[pages - 1] as number) + 1);
  }

  /** Writes the image into memory that is all zeros. */
  copyTo(memory: Uint8Array): void {
    const pages = this.#pages;
    for (let first = 0; first < pages.length; ) {
      let end = first + 1;
      while (end < pages.length && pages[end] === (pages[end - 1] as number) + 1) end += 1;
      memory.set(this.#content.subarray(PAGE * first, PAGE * end), PAGE * (pages[first] as number));
      first = end;
    }
  }

  /** The image as memory. */
  memory(): Uint8Array {
    const memory = new Uint8Array(this.span);
    this.copyTo(memory);
    return memory;
  }
}

/** The file of a memory and its objects. */
export function pageFile(memory: Uint8Array, objects: readonly number[]): Uint8Array {
  const pages: number[] = [];
  for (let page = 0; page * PAGE < memory.length; page++)
    if (memory.subarray(PAGE * page, PAGE * (page + 1)).some((byte) => byte !== 0)) pages.push(page);
  const head = Uint32Array.from([pages.length, objects.length, ...pages, ...objects]);
  const start = roundUp(head.byteLength);
  const file = new Uint8Array(start + PAGE * pages.length);
  file.set(new Uint8Array(head.buffer));
  for (const [i, page] of pages.entries()) file.set(memory.subarray(PAGE * page, PAGE * (page + 1)), start + PAGE * i);
  return file;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / PAGE) * PAGE;
}
