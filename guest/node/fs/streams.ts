/**
 * fs.createReadStream and createWriteStream. Reading takes the whole file when the stream is made, so that it
 * depends on one content and holds no handle; writing adds to the file chunk by chunk.
 */
import { OP } from '../../abi.ts';
import { ask, askBytes } from '../../prelude/door.ts';
import { addAnswer } from '../../prelude/loop.ts';
import { Buffer } from '../buffer.ts';
import { ReadableBase, WritableBase } from '../stream/classes.ts';
import { flagsOf, modeOf, optionsOf, pathOf } from './arguments.ts';

interface StreamOptions {
  readonly encoding?: string | null;
  readonly flags?: string;
  readonly mode?: number;
  readonly start?: number;
  readonly end?: number;
  readonly highWaterMark?: number;
}

export class ReadStream extends ReadableBase {
  readonly path: string;
  bytesRead = 0;
  #content: Uint8Array | undefined;
  readonly #start: number;
  readonly #end: number;

  constructor(path: unknown, options: StreamOptions) {
    super({
      highWaterMark: options.highWaterMark ?? 65_536,
      ...(options.encoding ? { encoding: options.encoding } : {}),
    });
    this.path = pathOf(path);
    this.#start = options.start ?? 0;
    this.#end = (options.end ?? Number.POSITIVE_INFINITY) + 1;
    try {
      this.#open();
    } catch (error) {
      addAnswer(() => this.destroy(error));
    }
  }
  override _read(size: number): void {
    const content = this.#content;
    if (content === undefined) return;
    const chunk = content.subarray(this.bytesRead, this.bytesRead + size);
    this.bytesRead += chunk.length;
    addAnswer(() => {
      if (!this.destroyed) this.push(chunk.length === 0 ? null : Buffer.from(chunk));
    });
  }
  close(callback?: () => void): void {
    if (callback) this.once('close', callback);
    this.destroy();
  }
  #open(): void {
    const whole = askBytes(OP.readFile, this.path);
    this.#content = whole.subarray(this.#start, Math.min(this.#end, whole.length));
    addAnswer(() => {
      this.emit('open', 3);
      this.emit('ready');
    });
  }
}

export class WriteStream extends WritableBase {
  readonly path: string;
  bytesWritten = 0;
  readonly #mode: number;

  constructor(path: unknown, options: StreamOptions) {
    super(options.highWaterMark === undefined ? {} : { highWaterMark: options.highWaterMark });
    this.path = pathOf(path);
    this.#mode = modeOf(options.mode, 0o666);
    this.#open(flagsOf(options.flags, 'w'));
  }
  override _write(chunk: unknown, _encoding: string, done: (error?: unknown) => void): void {
    try {
      ask(OP.appendFile, this.path, chunk as Uint8Array, this.#mode);
      this.bytesWritten += (chunk as Uint8Array).length;
      addAnswer(() => done());
    } catch (error) {
      addAnswer(() => done(error));
    }
  }
  close(callback?: () => void): void {
    if (callback) this.once('close', callback);
    this.end();
  }
  #open(flag: string): void {
    try {
      ask(OP.writeFile, this.path, '', this.#mode, flag);
      addAnswer(() => {
        this.emit('open', 3);
        this.emit('ready');
      });
    } catch (error) {
      addAnswer(() => this.destroy(error));
    }
  }
}

export const createReadStream = (path: unknown, options?: unknown): ReadStream =>
  new ReadStream(path, optionsOf(options) as StreamOptions);
export const createWriteStream = (path: unknown, options?: unknown): WriteStream =>
  new WriteStream(path, optionsOf(options) as StreamOptions);
