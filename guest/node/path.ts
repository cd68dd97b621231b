/** The module path, in its POSIX form; `win32` joins and splits names only. */
import { OP } from '../abi.ts';
import { askText } from '../prelude/door.ts';
import { invalidType } from '../prelude/errors.ts';

export interface ParsedPath {
  root: string;
  dir: string;
  base: string;
  ext: string;
  name: string;
}

function check(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string') throw invalidType(name, 'of type string', value);
}

/** Takes out `.`, `..` and empty parts; `..` above a root vanishes, above a relative start it stays. */
function normalizeParts(path: string, rooted: boolean): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  return kept.join('/');
}

export function normalize(path: string): string {
  check(path, 'path');
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const parts = normalizeParts(path, rooted);
  const trailing = path.endsWith('/') ? '/' : '';
  if (parts === '') return rooted ? '/' : `.${trailing}`;
  return `${rooted ? '/' : ''}${parts}${trailing}`;
}

export function resolve(...paths: string[]): string {
  let found = '';
  for (let i = paths.length - 1; i >= 0 && !found.startsWith('/'); i -= 1) {
    const path = paths[i];
    check(path, `paths[${i}]`);
    if (path !== '') found = found === '' ? path : `${path}/${found}`;
  }
  if (!found.startsWith('/')) found = `${askText(OP.cwd)}/${found}`;
  return `/${normalizeParts(found, true)}`;
}

export function join(...paths: string[]): string {
  for (const path of paths) check(path, 'path');
  const joined = paths.filter((path) => path !== '').join('/');
  return joined === '' ? '.' : normalize(joined);
}

export function isAbsolute(path: string): boolean {
  check(path, 'path');
  return path.startsWith('/');
}

export function relative(from: string, to: string): string {
  check(from, 'from');
  check(to, 'to');
  if (from === to) return '';
  const [a, b] = [from, to].map((path) =>
    resolve(path)
      .split('/')
      .filter((part) => part !== ''),
  ) as [string[], string[]];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}

export function dirname(path: string): string {
  check(path, 'path');
  if (path === '') return '.';
  const end = withoutTrailing(path);
  const slash = end.lastIndexOf('/');
  if (slash < 0) return path.startsWith('/') ? '/' : '.';
  if (slash === 0) return '/';
  return slash === 1 && end.startsWith('//') ? '//' : end.slice(0, slash);
}

/** Without trailing slashes, keeping a leading one. */
function withoutTrailing(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

export function basename(path: string, suffix?: string): string {
  if (suffix !== undefined) check(suffix, 'suffix');
  check(path, 'path');
  const end = path.replace(/\/+$/, '');
  const base = end.slice(end.lastIndexOf('/') + 1);
  if (suffix === undefined || suffix === '' || !base.endsWith(suffix)) return base;
  if (base === suffix) return path === suffix ? '' : base;
  return base.slice(0, -suffix.length);
}

export function extname(path: string): string {
  check(path, 'path');
  const base = basename(path);
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

export function parse(path: string): ParsedPath {
  check(path, 'path');
  const root = path.startsWith('/') ? '/' : '';
  const base = basename(path);
  const ext = extname(path);
  const name = ext === '' ? base : base.slice(0, -ext.length);
  const end = withoutTrailing(path);
  const slash = end.lastIndexOf('/');
  const dir = slash < 0 ? '' : slash === 0 ? '/' : end.slice(0, slash);
  return { root, dir: base === '' ? root : dir, base, ext, name };
}

export function format(parts: Partial<ParsedPath>): string {
  if (parts === null || typeof parts !== 'object') throw invalidType('pathObject', 'of type object', parts);
  const dir = parts.dir || parts.root;
  const ext = parts.ext ? (parts.ext.startsWith('.') ? parts.ext : `.${parts.ext}`) : '';
  const base = parts.base || `${parts.name || ''}${ext}`;
  if (!dir) return base;
  return dir === parts.root ? `${dir}${base}` : `${dir}/${base}`;
}

export function toNamespacedPath(path: string): string {
  return path;
}

const posix = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  sep: '/',
  delimiter: ':',
  win32: null as object | null,
  posix: null as object | null,
};
posix.posix = posix;

const backslashes = (path: string): string => path.replaceAll('\\', '/');
posix.win32 = {
  ...posix,
  sep: '\\',
  delimiter: ';',
  join: (...paths: string[]): string => join(...paths.map(backslashes)).replaceAll('/', '\\'),
  normalize: (path: string): string => normalize(backslashes(path)).replaceAll('/', '\\'),
  basename: (path: string, suffix?: string): string => basename(backslashes(path), suffix),
  dirname: (path: string): string => dirname(backslashes(path)).replaceAll('/', '\\'),
  extname: (path: string): string => extname(backslashes(path)),
};

export const path = posix;
