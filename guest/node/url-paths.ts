/** Paths and file: URLs, both ways, by node's rules on a POSIX system. */
import { codedError, invalidType } from '../prelude/errors.ts';
import { URL } from '../web/url.ts';

export function isUrl(value: unknown): value is URL {
  return value instanceof URL;
}

/** The path that a file: URL names. */
export function fileURLToPath(value: unknown): string {
  const url = typeof value === 'string' ? new URL(value) : value;
  if (!isUrl(url)) throw invalidType('path', 'of type string or an instance of URL', value);
  if (url.protocol !== 'file:') throw codedError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  if (url.hostname !== '') {
    throw codedError(TypeError, 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  }
  if (/%2f/i.test(url.pathname)) {
    throw codedError(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  }
  return decodeURIComponent(url.pathname);
}

const escapes: Readonly<Record<string, string>> = {
  '%': '%25',
  '\\': '%5C',
  '\n': '%0A',
  '\r': '%0D',
  '\t': '%09',
  '?': '%3F',
  '#': '%23',
};

/** The file: URL of a path; `absolute` makes it absolute against the current directory. */
export function pathToFileURL(path: string, absolute: (path: string) => string): URL {
  const whole = absolute(path);
  const slash = path.endsWith('/') && !whole.endsWith('/') ? '/' : '';
  const escaped = (whole + slash).replace(/[%\\\n\r\t?#]/g, (character) => escapes[character] as string);
  return new URL(`file://${escaped}`);
}
