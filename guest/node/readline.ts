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
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    const lines: string[] = [];
    let failure: { error: unknown } | undefined;
    let wake = (): void => {};
    this.on('line', (line: string) => {
      lines.push(line);
      wake();
    });
    this.on('close', () => wake());
    this.on('error', (error: unknown) => {
      failure = { error };
      wake();
    });
    try {
      for (;;) {
        while (lines.length > 0) yield lines.shift() as string;
        if (failure) throw failure.error;
        if (this.closed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.close();
    }
  }

  /** A carriage return at the end of a chunk waits: a line feed may follow. */
  #take(text: string): void {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() as string;
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
