/** What a data: address holds. */
import { Buffer } from '../../node/buffer.ts';
import { atob } from '../encoding.ts';

export interface Held {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Bytes and type; null for an address that holds nothing. */
export function heldBy(href: string): Held | null {
  const text = (href.split('#')[0] as string).slice('data:'.length);
  const comma = text.indexOf(',');
  if (comma < 0) return null;
  const words = text.slice(0, comma).trim();
  const isBase64 = /;\s*base64$/i.test(words);
  const bytes = decoded(text.slice(comma + 1));
  const type = typeOf(isBase64 ? words.replace(/;\s*base64$/i, '') : words);
  if (!isBase64) return { type, bytes };
  try {
    return { type, bytes: new Uint8Array(Buffer.from(atob(Buffer.from(bytes).toString('latin1')), 'latin1')) };
  } catch {
    return null;
  }
}

/** Percent signs with two digits are bytes; all else is itself. */
function decoded(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const digits = bytes[at] === 0x25 ? bytes.subarray(at + 1, at + 3).toString('latin1') : '';
    const isEscape = /^[0-9a-fA-F]{2}$/.test(digits);
    bytes[length] = isEscape ? Number.parseInt(digits, 16) : (bytes[at] as number);
    if (isEscape) at += 2;
    length += 1;
  }
  return new Uint8Array(bytes.subarray(0, length));
}

const otherwise = 'text/plain;charset=US-ASCII';

/** The type as it is written out: names in lower case, nothing between the parts. */
function typeOf(words: string): string {
  const [essence = '', ...parameters] = (words.startsWith(';') ? `text/plain${words}` : words).split(';');
  if (!/^[!#$%&'*+\-.^_`|~\w]+\/[!#$%&'*+\-.^_`|~\w]+$/.test(essence.trim())) return otherwise;
  const kept = parameters.flatMap((each) => {
    const [, name = '', value = ''] = /^\s*([^=]+)=(.*?)\s*$/.exec(each) ?? [];
    return name && value ? [`;${name.toLowerCase()}=${value}`] : [];
  });
  return essence.trim().toLowerCase() + kept.join('');
}
