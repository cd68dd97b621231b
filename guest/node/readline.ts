/** The modules readline and readline/promises: lines of a stream. */
import { OP } from '../abi.ts';
import { ask } from '../prelude/door.ts';
import { EventEmitter } from './events.ts';
import type { Readable } from './stream/readable.ts';
import { StringDecoder } from './string-decoder.ts';

interface InterfaceOptions {
  readonly input: Readable;
  readonly output?: { write(text: string): unknown };
}

type Step = IteratorResult<string, undefined>;

/** Lines that have come and readers that wait for one. */
class LineQueue {
  #lines: string[] = [];
  #at = 0;
  #waiting: { resolve(step: Step): void; reject(error: unknown): void } | undefined;
  #failure: { error: unknown } | undefined;
  #ended = false;

  add(line: string): void {
    if (this.#waiting) this.#take().resolve({ value: line, done: false });
    else this.#lines.push(line);
  }
  fail(error: unknown): void {
    if (this.#waiting) this.#take().reject(error);
    else this.#failure = { error };
  }
  end(): void {
    this.#ended = true;
    if (this.#waiting) this.#take().resolve({ value: undefined, done: true });
  }
  next(): Promise<Step> {
    if (this.#at < this.#lines.length) return Promise.resolve({ value: this.#shift(), done: false });
    if (this.#failure) return Promise.reject(this.#failure.error);
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #shift(): string {
    const line = this.#lines[this.#at++] as string;
    if (this.#at === this.#lines.length) {
      this.#lines = [];
      this.#at = 0;
    }
    return line;
  }
  #take(): { resolve(step: Step): void; reject(error: unknown): void } {
    const waiting = this.#waiting as { resolve(step: Step): void; reject(error: unknown): void };
    this.#waiting = undefined;
    return waiting;
  }
}

export class Interface extends EventEmitter {
  readonly input: Readable;
  closed = false;
  readonly terminal = false;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(options: InterfaceOptions) {
    super();
    this.input = options.input;
    this.input.on('data', (chunk: string | Uint8Array) => this.#take(this.#decoder.write(chunk)));
    this.input.on('end', () => this.#finish());
    this.input.on('error', (error: unknown) => this.emit('error', error));
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.input.pause();
    this.emit('close');
  }
  pause(): this {
    this.input.pause();
    return this;
  }
  resume(): this {
    this.input.resume();
    return this;
  }
  setPrompt(): void {}
  prompt(): void {}
  write(): void {}
  /** Asks a person: there is none. */
  question(): never {
    ask(OP.readStdin);
    throw new Error('unreachable');
  }
  /** By hand and not by a generator: a line then costs one promise. */
  [Symbol.asyncIterator](): AsyncIterableIterator<string> {
    const queue = new LineQueue();
    this.on('line', (line: string) => queue.add(line));
    this.on('error', (error: unknown) => queue.fail(error));
    this.on('close', () => queue.end());
    if (this.closed) queue.end();
    return {
      next: () => queue.next(),
      return: () => {
        this.close();
        return Promise.resolve({ value: undefined, done: true });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** A carriage return at the end of a chunk waits: a line feed may follow. */
  #take(text: string): void {
    let whole = this.#rest + text;
    const held = whole.endsWith('\r') ? '\r' : '';
    if (held !== '') whole = whole.slice(0, -1);
    // Not by a pattern: splitting by one costs the engine ten times as much.
    if (whole.includes('\r')) whole = whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    const lines = whole.split('\n');
    this.#rest = (lines.pop() as string) + held;
    for (const line of lines) if (!this.closed) this.emit('line', line);
  }
  #finish(): void {
    const rest = (this.#rest + this.#decoder.end()).replace(/\r$/, '');
    if (rest !== '' && !this.closed) this.emit('line', rest);
    this.close();
  }
}

const createInterface = (options: InterfaceOptions | Readable, output?: unknown): Interface =>
  new Interface('input' in options ? options : ({ input: options, output } as InterfaceOptions));

const cursor = {
  clearLine: (): boolean => true,
  cursorTo: (): boolean => true,
  moveCursor: (): boolean => true,
  clearScreenDown: (): boolean => true,
};

export const readlinePromises = { createInterface, Interface };
export const readline = { createInterface, Interface, promises: readlinePromises, ...cursor };
