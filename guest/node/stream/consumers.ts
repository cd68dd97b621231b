/** The module stream/consumers: all that a stream gives, at once. */
import { Blob } from '../../web/blob.ts';
import { TextDecoder } from '../../web/encoding.ts';
import { Buffer } from '../buffer.ts';

type Source = AsyncIterable<unknown> | Iterable<unknown>;

async function chunksOf(source: Source): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return chunks;
}

async function blob(source: Source): Promise<Blob> {
  return new Blob(await chunksOf(source));
}

async function arrayBuffer(source: Source): Promise<ArrayBuffer> {
  return (await blob(source)).arrayBuffer();
}

async function buffer(source: Source): Promise<Buffer> {
  return Buffer.from(await arrayBuffer(source));
}

async function text(source: Source): Promise<string> {
  const decoder = new TextDecoder();
  let whole = '';
  for await (const chunk of source)
    whole += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return whole + decoder.decode();
}

async function json(source: Source): Promise<unknown> {
  return JSON.parse(await text(source)) as unknown;
}

export const streamConsumers = { arrayBuffer, blob, buffer, json, text };
