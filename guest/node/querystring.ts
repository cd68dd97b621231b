/** The module querystring. */
type Values = Record<string, unknown>;

function primitive(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : '';
  return typeof value === 'bigint' || typeof value === 'boolean' ? `${value}` : '';
}

function escape(text: unknown): string {
  return encodeURIComponent(`${text}`);
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function stringify(values: Values, separator = '&', equals = '='): string {
  if (values === null || typeof values !== 'object') return '';
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => `${escape(name)}${equals}${escape(primitive(item))}`),
  );
  return pairs.join(separator);
}

function parse(text: string, separator = '&', equals = '='): Values {
  const values: Values = Object.create(null);
  if (typeof text !== 'string' || text === '') return values;
  for (const part of text.split(separator).filter((found) => found !== '')) {
    const at = part.indexOf(equals);
    const decode = (raw: string): string => unescape(raw.replaceAll('+', ' '));
    const name = decode(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : decode(part.slice(at + equals.length));
    const present = values[name];
    values[name] = present === undefined ? value : Array.isArray(present) ? [...present, value] : [present, value];
  }
  return values;
}

export const querystring = { stringify, parse, escape, unescape, encode: stringify, decode: parse };
