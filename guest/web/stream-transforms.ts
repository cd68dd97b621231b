/** Transform streams of the web platform: text to bytes and back, compression. */
import { Buffer } from '../node/buffer.ts';
import { zlib } from '../node/zlib.ts';
import { invalidValue } from '../prelude/errors.ts';
import { TextDecoder, TextEncoder } from './encoding.ts';
import { makeEnumerable, showAs, tag } from './shown.ts';
import { streamClasses } from './streams.ts';

const { TransformStream } = streamClasses;

interface Pair {
  readonly readable: unknown;
  readonly writable: unknown;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** A pair of surrogates may be cut in two: its first half waits for the next chunk. */
function encoding(): Pair {
  const encoder = new TextEncoder();
  let held = '';
  return new TransformStream<unknown, Uint8Array>({
    transform(chunk, controller) {
      const text = held + String(chunk);
      const cut = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
      held = text.slice(cut);
      if (cut > 0) controller.enqueue(encoder.encode(text.slice(0, cut)));
    },
    flush(controller) {
      if (held !== '') controller.enqueue(encoder.encode(held));
    },
  });
}

function decoding(decoder: TextDecoder): Pair {
  return new TransformStream<unknown, string>({
    transform(chunk, controller) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') controller.enqueue(text);
    },
    flush(controller) {
      const text = decoder.decode();
      if (text !== '') controller.enqueue(text);
    },
  });
}

type Convert = (data: Uint8Array) => Uint8Array;

/** Gives what the chunks come to at their end, as the streams of zlib do here. */
function converting(convert: Convert): Pair {
  const parts: Uint8Array[] = [];
  return new TransformStream<unknown, Uint8Array>({
    transform(chunk) {
      const bytes = ArrayBuffer.isView(chunk) ? chunk : new Uint8Array(chunk as ArrayBuffer);
      parts.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
    flush(controller) {
      const result = convert(Buffer.concat(parts));
      if (result.length > 0) controller.enqueue(new Uint8Array(result));
    },
  });
}

export class TextEncoderStream {
  readonly #pair = encoding();

  get encoding(): string {
    return 'utf-8';
  }
  get readable(): unknown {
    return this.#pair.readable;
  }
  get writable(): unknown {
    return this.#pair.writable;
  }
}

export class TextDecoderStream {
  readonly #decoder: TextDecoder;
  readonly #pair: Pair;

  constructor(encoding: unknown = 'utf-8', options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean } = {}) {
    this.#decoder = new TextDecoder(encoding, options);
    this.#pair = decoding(this.#decoder);
  }
  get encoding(): string {
    return this.#decoder.encoding;
  }
  get fatal(): boolean {
    return this.#decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return this.#decoder.ignoreBOM;
  }
  get readable(): unknown {
    return this.#pair.readable;
  }
  get writable(): unknown {
    return this.#pair.writable;
  }
}

/** Functions of zlib by the format's name: packing, then unpacking. */
const formats: Readonly<Record<string, readonly [pack: string, unpack: string]>> = {
  deflate: ['deflateSync', 'inflateSync'],
  'deflate-raw': ['deflateRawSync', 'inflateRawSync'],
  gzip: ['gzipSync', 'gunzipSync'],
};

function converter(format: unknown, which: 0 | 1): Convert {
  const found = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (found === undefined) throw invalidValue('format', format);
  return zlib[found[which]] as Convert;
}

export class CompressionStream {
  readonly #pair: Pair;

  constructor(format: unknown) {
    this.#pair = converting(converter(format, 0));
  }
  get readable(): unknown {
    return this.#pair.readable;
  }
  get writable(): unknown {
    return this.#pair.writable;
  }
}

export class DecompressionStream {
  readonly #pair: Pair;

  constructor(format: unknown) {
    this.#pair = converting(converter(format, 1));
  }
  get readable(): unknown {
    return this.#pair.readable;
  }
  get writable(): unknown {
    return this.#pair.writable;
  }
}

for (const Class of [CompressionStream, DecompressionStream]) {
  const { name } = Class;
  makeEnumerable(Class.prototype, ['readable', 'writable']);
  showAs<Pair>(Class.prototype, name, ({ readable, writable }) => ({ readable, writable }));
  tag(Class.prototype, name);
}
makeEnumerable(TextEncoderStream.prototype, ['encoding', 'readable', 'writable']);
makeEnumerable(TextDecoderStream.prototype, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);
showAs(TextEncoderStream.prototype, 'TextEncoderStream', ({ encoding, readable, writable }) => ({
  encoding,
  readable,
  writable,
}));
showAs(TextDecoderStream.prototype, 'TextDecoderStream', (stream) => ({
  encoding: stream.encoding,
  fatal: stream.fatal,
  ignoreBOM: stream.ignoreBOM,
  readable: stream.readable,
  writable: stream.writable,
}));
