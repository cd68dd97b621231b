/** A form as the bytes that are sent: multipart. The boundary follows from what is in it, so equal forms are equal bytes. */

import { OP } from '../../abi.ts';
import { Buffer } from '../../node/buffer.ts';
import { askBytes } from '../../prelude/door.ts';
import { bytesIn } from '../blob.ts';
import { type FormData, type FormValue, fieldsOf } from './form-data.ts';

const lineEnds = /\r\n|\r|\n/g;

function quoted(name: string): string {
  return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
}

function headOf(name: string, value: FormValue): string {
  const field = `Content-Disposition: form-data; name="${quoted(name.replace(lineEnds, '\r\n'))}"`;
  if (typeof value === 'string') return `${field}\r\n\r\n`;
  return `${field}; filename="${quoted(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`;
}

function partOf([name, value]: readonly [string, FormValue]): readonly Uint8Array[] {
  const content = typeof value === 'string' ? Buffer.from(value.replace(lineEnds, '\r\n')) : bytesIn(value);
  return [Buffer.from(headOf(name, value)), content, Buffer.from('\r\n')];
}

/** Eleven digits of a digest, where node has random ones. */
function boundaryOf(content: Uint8Array): string {
  const digest = askBytes(OP.hash, content, 'sha256');
  let digits = '';
  for (let i = 0; i < 11; i += 1) digits += (digest[i] as number) % 10;
  return `----formdata-undici-0${digits}`;
}

/** The bytes and their type. */
export function multipartOf(form: FormData): { readonly bytes: Uint8Array; readonly type: string } {
  const parts = fieldsOf(form).map(partOf);
  const boundary = boundaryOf(Buffer.concat(parts.flat()));
  const open = Buffer.from(`--${boundary}\r\n`);
  const whole = [...parts.flatMap((part) => [open, ...part]), Buffer.from(`--${boundary}--\r\n`)];
  return { bytes: new Uint8Array(Buffer.concat(whole)), type: `multipart/form-data; boundary=${boundary}` };
}
