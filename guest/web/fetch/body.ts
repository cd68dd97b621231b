/** What requests and responses can do with their bodies. */
import { defineProperty, jsonParse, promiseThen } from '../../prelude/primordials.ts';
import { Blob } from '../blob.ts';
import { TextDecoder } from '../encoding.ts';
import { makeEnumerable } from '../shown.ts';
import { type ByteStream, type Content, isUsed, readWhole, streamOf } from './content.ts';
import type { FormData } from './form-data.ts';
import { formDataIn } from './form-reading.ts';
import type { Headers } from './headers.ts';

/** A request or a response, from inside. */
interface Owner {
  readonly content: Content;
  readonly headers: Headers;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function copied(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

/** Gives a class its body's members; `ownerOf` throws for what is no such object. */
export function defineBody<T extends object>(prototype: T, ownerOf: (self: unknown) => Owner): void {
  const read = <R>(self: unknown, as: (bytes: Uint8Array, owner: Owner) => R): Promise<R> => {
    const owner = ownerOf(self);
    return promiseThen(readWhole(owner.content), (bytes: Uint8Array) => as(bytes, owner)) as Promise<R>;
  };
  const members = {
    get body(): ByteStream | null {
      return streamOf(ownerOf(this).content);
    },
    get bodyUsed(): boolean {
      return isUsed(ownerOf(this).content);
    },
    blob(): Promise<Blob> {
      return read(this, (bytes, { headers }) => new Blob([bytes], { type: headers.get('content-type') ?? '' }));
    },
    arrayBuffer(): Promise<ArrayBuffer> {
      return read(this, copied);
    },
    text(): Promise<string> {
      return read(this, textOf);
    },
    json(): Promise<unknown> {
      return read(this, (bytes) => jsonParse(textOf(bytes)) as unknown);
    },
    formData(): Promise<FormData> {
      return read(this, (bytes, { headers }) => formDataIn(bytes, headers.get('content-type')));
    },
    bytes(): Promise<Uint8Array> {
      return read(this, (bytes) => new Uint8Array(copied(bytes)));
    },
  };
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members)))
    defineProperty(prototype, name, descriptor);
  makeEnumerable(prototype, Object.keys(members));
}
