/** The modules readline and readline/promises: lines of a stream. */
import { codedError } from '../prelude/errors.ts';
import { EventEmitter } from './events.ts';
import type { Readable } from './stream/classes.ts';
import { StringDecoder } from './string-decoder.ts';

interface InterfaceOptions {
  readonly input: Readable;
  readonly output?: { write(text: string): unknown };
  readonly prompt?: string;
}

type Answered = (line: string) => void;

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
  readonly #output: InterfaceOptions['output'];
  #rest = '';
  #prompt: string;
  /** Who asked for the next line. */
  #asked: Answered | undefined;

  constructor(options: InterfaceOptions) {
    super();
    this.input = options.input;
    this.#output = options.output;
    this.#prompt = options.prompt ?? '> ';
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
  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }
  getPrompt(): string {
    return this.#prompt;
  }
  prompt(): void {
    this.#output?.write(this.#prompt);
  }
  write(): void {}
  /** The next line is the answer, and not an event. */
  question(query: string, options: unknown, callback?: Answered): unknown {
    return this.#ask(query, (callback ?? options) as Answered);
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
    for (const line of lines) this.#give(line);
  }
  #finish(): void {
    const rest = (this.#rest + this.#decoder.end()).replace(/\r$/, '');
    if (rest !== '') this.#give(rest);
    this.close();
  }
  #give(line: string): void {
    if (this.closed) return;
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked) asked(line);
    else this.emit('line', line);
  }
  #ask(query: string, answered: Answered): void {
    if (this.closed) throw codedError(Error, 'ERR_USE_AFTER_CLOSE', 'readline was closed');
    this.#output?.write(query);
    this.#asked = answered;
  }
}

/** The interface of readline/promises. */
class PromiseInterface extends Interface {
  override question(query: string): Promise<string> {
    return new Promise((resolve) => super.question(query, resolve));
  }
}

type Given = InterfaceOptions | Readable;

function optionsOf(given: Given, output: unknown): InterfaceOptions {
  return 'input' in given ? given : ({ input: given, output } as InterfaceOptions);
}

const createInterface = (given: Given, output?: unknown): Interface => new Interface(optionsOf(given, output));
const createPromiseInterface = (given: Given, output?: unknown): Interface =>
  new PromiseInterface(optionsOf(given, output));

const cursor = {
  clearLine: (): boolean => true,
  cursorTo: (): boolean => true,
  moveCursor: (): boolean => true,
  clearScreenDown: (): boolean => true,
};

export const readlinePromises = { createInterface: createPromiseInterface, Interface: PromiseInterface };
export const readline = { createInterface, Interface, promises: readlinePromises, ...cursor };
