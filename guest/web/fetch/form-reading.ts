/** A body as a form: fields of an address, or the parts of a multipart message. */
import { Buffer } from '../../node/buffer.ts';
import { File } from '../blob.ts';
import { URLSearchParams } from '../url-search-params.ts';
import { FormData } from './form-data.ts';

const notAForm = 'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".';

/** The form in a body of this type. */
export function formDataIn(bytes: Uint8Array, type: string | null): FormData {
  const essence = type?.split(';')[0]?.trim().toLowerCase();
  if (essence === 'application/x-www-form-urlencoded') return fromPairs(Buffer.from(bytes).toString());
  if (essence === 'multipart/form-data') return fromParts(Buffer.from(bytes), type as string);
  throw new TypeError(notAForm);
}

function fromPairs(text: string): FormData {
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
  return form;
}

function unfit(): TypeError {
  return new TypeError('Failed to parse body as FormData.');
}

function fromParts(bytes: Buffer, type: string): FormData {
  const given = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  const boundary = given?.[1] ?? given?.[2];
  if (boundary === undefined) throw unfit();
  const form = new FormData();
  // A message is between dashes and boundary; each begins after a line end, as the first would.
  const mark = Buffer.from(`\r\n--${boundary}`);
  const text = Buffer.concat([Buffer.from('\r\n'), bytes]);
  let at = text.indexOf(mark);
  if (at < 0) throw unfit();
  for (;;) {
    const start = at + mark.length;
    if (text.subarray(start, start + 2).toString() === '--') return form;
    at = text.indexOf(mark, start);
    if (at < 0 || text.subarray(start, start + 2).toString() !== '\r\n') throw unfit();
    addPart(form, text.subarray(start + 2, at));
  }
}

function addPart(form: FormData, part: Buffer): void {
  const headEnd = part.indexOf('\r\n\r\n');
  if (headEnd < 0) throw unfit();
  const head = part.subarray(0, headEnd).toString();
  const content = part.subarray(headEnd + 4);
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1];
  const name = disposition === undefined ? undefined : parameter(disposition, 'name');
  if (name === undefined) throw unfit();
  const fileName = parameter(disposition as string, 'filename');
  if (fileName === undefined) return form.append(name, content.toString());
  const type = /^content-type:\s*(.*?)\s*$/im.exec(head)?.[1] ?? 'text/plain';
  form.append(name, new File([content], fileName, { type }));
}

function parameter(words: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|;)\\s*${name}="([^"]*)"`, 'i').exec(words)?.[1];
  return found?.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
}
