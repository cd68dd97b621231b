/** The store of one run: memo table in front, journal and blobs behind. Nothing here waits, and no SQL is near. */
import type { RunReport, Trace } from '../../engine/trace.ts';
import { BlobStore, digestOf } from './blob-store.ts';
import { type Codec, defaultCodec } from './codec.ts';
import { writeFault } from './fault.ts';
import { Journal } from './journal.ts';
import { journalPaths, type Pending, readJournal } from './journals.ts';
import type { Layout } from './layout.ts';
import { MemoTable } from './memo-table.ts';
import type { StorePower } from './power.ts';
import { prepareStore } from './prepare.ts';
import { encodeRun, encodeTrace, scan } from './record.ts';
import { readSegment } from './segments.ts';
import type { RunStore } from './store.ts';

/**
 * Opens the store in a directory, making it if need be. Throws StoreFault when the directory cannot be used at all;
 * afterwards nothing throws: the first write that fails is told to `power.warn`, and from then on nothing is written.
 */
export function openRunStore(dir: string, power: StorePower, codec: Codec = defaultCodec()): RunStore {
  const { layout, unwritable } = prepareStore(power, dir);
  const store = new FileRunStore(layout, power, codec);
  if (unwritable !== undefined) store.giveUp(unwritable);
  return store;
}

class FileRunStore implements RunStore {
  readonly #layout: Layout;
  readonly #power: StorePower;
  readonly #table = new MemoTable();
  readonly #blobs: BlobStore;
  readonly #journal: Journal;
  readonly #loaded = new Set<string>();
  /** The journals as they were found when the first module was loaded. */
  #found: Pending | undefined;
  #writable = true;

  constructor(layout: Layout, power: StorePower, codec: Codec) {
    this.#layout = layout;
    this.#power = power;
    this.#blobs = new BlobStore(power, layout, codec);
    this.#journal = new Journal(power, layout);
  }

  /** Journals before segments: a merge in between moves records from the first to the second. */
  loadModules(modules: readonly string[]): void {
    this.#found ??= this.#readJournals();
    for (const module of modules) {
      if (this.#loaded.has(module)) continue;
      this.#loaded.add(module);
      this.#take(readSegment(this.#power, this.#layout, module));
    }
  }

  lookup(key: string): readonly Trace[] {
    return this.#table.under(key);
  }

  latest(module: string, path: string): Trace | undefined {
    return this.#table.latestOf(module, path);
  }

  putBlob(bytes: Uint8Array): string {
    const digest = digestOf(bytes);
    this.#write(() => this.#blobs.put(digest, bytes));
    return digest;
  }

  getBlob(digest: string): Uint8Array | undefined {
    return this.#blobs.get(digest);
  }

  putTrace(trace: Trace): void {
    this.#write(() => {
      this.#journal.append(encodeTrace(trace));
      this.#table.addTrace(trace);
    });
  }

  putRun(report: RunReport): void {
    this.#write(() => this.#journal.append(encodeRun(report)));
  }

  close(): Pending | undefined {
    this.#journal.close();
    const { length } = this.#journal;
    return this.#found && { files: this.#found.files + Math.sign(length), bytes: this.#found.bytes + length };
  }

  /** Says once that nothing is kept from here on. A trace after a lost blob would name what is not there. */
  giveUp(cause: unknown): void {
    if (!this.#writable) return;
    this.#writable = false;
    this.#power.warn(writeFault(this.#layout.dir, cause));
  }

  #readJournals(): Pending {
    const files = journalPaths(this.#power, this.#layout).map((path) => readJournal(this.#power, path));
    for (const file of files) this.#take(file);
    return { files: files.length, bytes: files.reduce((sum, file) => sum + file.length, 0) };
  }

  #take(file: Buffer): void {
    for (const line of scan(file)) if (line.kind === 'trace') this.#table.addLine(line);
  }

  #write(act: () => void): void {
    if (!this.#writable) return;
    try {
      act();
    } catch (cause) {
      this.giveUp(cause);
    }
  }
}
