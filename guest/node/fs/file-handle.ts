/** What fs.promises.open answers with. */
import { NativePromise } from '../../prelude/primordials.ts';
import { Buffer } from '../buffer.ts';
import { readline } from '../readline.ts';
import { ReadableBase } from '../stream/classes.ts';
import { dataOf, optionsOf, textEncoding } from './arguments.ts';
import { promiseForm } from './async.ts';
import { handleOperations, readAll, writeAll } from './handles.ts';

const { read, write, close, fstat, ftruncate } = handleOperations;

export class FileHandle {
  #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }
  get fd(): number {
    return this.#fd;
  }
  read(buffer: Uint8Array, ...rest: unknown[]): unknown {
    const run = (): object => ({
      bytesRead: (read as (...args: unknown[]) => number)(this.#fd, buffer, ...rest),
      buffer,
    });
    return promiseForm('read', run)();
  }
  write(data: unknown, ...rest: unknown[]): unknown {
    const run = (): object => ({
      bytesWritten: (write as (...args: unknown[]) => number)(this.#fd, data, ...rest),
      buffer: data,
    });
    return promiseForm('write', run)();
  }
  readFile(options?: unknown): unknown {
    const run = (): unknown => {
      const encoding = textEncoding(optionsOf(options));
      const bytes = Buffer.from(readAll(this.#fd));
      return encoding === undefined ? bytes : bytes.toString(encoding);
    };
    return promiseForm('readFile', run)();
  }
  writeFile(data: unknown, options?: unknown): unknown {
    return promiseForm('writeFile', () => writeAll(this.#fd, dataOf(data, optionsOf(options))))();
  }
  appendFile(data: unknown, options?: unknown): unknown {
    return this.writeFile(data, options);
  }
  stat(options?: unknown): unknown {
    return promiseForm('stat', () => fstat(this.#fd, options))();
  }
  truncate(length?: unknown): unknown {
    return promiseForm('truncate', () => ftruncate(this.#fd, length))();
  }
  /** Lines from where the handle stands; it is closed when they are through. */
  readLines(options?: object): unknown {
    const input = ReadableBase.from([Buffer.from(readAll(this.#fd))]);
    input.on('close', () => void this.close());
    return readline.createInterface({ ...options, input });
  }
  sync(): unknown {
    return promiseForm('sync', () => undefined)();
  }
  datasync(): unknown {
    return promiseForm('datasync', () => undefined)();
  }
  close(): unknown {
    if (this.#fd < 0) return NativePromise.resolve();
    const fd = this.#fd;
    this.#fd = -1;
    return promiseForm('close', () => close(fd))();
  }
}
