/** Random operations on files, and what comes of each as text. */
import type { Stats } from 'node:fs';
import fc from 'fast-check';
import type { FilePower } from '../../../host/capabilities/files/power.ts';

/** A file system and the folder in it that paths are relative to. */
export interface Place {
  readonly files: FilePower;
  readonly folder: string;
  /** Whether it is told how many names a file has. */
  readonly counts: boolean;
}

/** One operation, told by its words. */
export interface Operation {
  readonly words: string;
  run(place: Place): unknown;
}

const names = ['a', 'b', 'c', 'd'];
const name = fc.constantFrom(...names, ...names, ...names, 'link', 'loop', 'gone');
/** No two steps back in a row: where a link leads to, a second one could lead out of the tree. */
const path = fc
  .tuple(fc.array(fc.tuple(name, fc.constantFrom('/', '/', '/', '/../')), { maxLength: 3 }), name)
  .map(([folders, last]) => folders.flat().join('') + last);
const text = fc.constantFrom('', 'x', 'longer text', 'more\nlines\n');
const flag = fc.constantFrom('r', 'r+', 'w', 'wx', 'w+', 'wx+', 'a', 'ax', 'a+', 'ax+');
const mode = fc.constantFrom(0o600, 0o644, 0o755, 0o444);

type Act = (files: FilePower, path: string, other: string, text: string, counts: boolean) => unknown;

/** Operations on a path, another path and a text. */
const acts: Readonly<Record<string, Act>> = {
  write: (files, at, _, data) => files.writeFileSync(at, data, { mode: 0o644 }),
  append: (files, at, _, data) => files.appendFileSync(at, data, { mode: 0o644 }),
  read: (files, at) => files.readFileSync(at).toString(),
  mkdir: (files, at) => files.mkdirSync(at),
  mkdirs: (files, at) => void files.mkdirSync(at, { recursive: true }),
  rename: (files, at, to) => files.renameSync(at, to),
  renameAgain: (files, at, to) => files.renameSync(at, to),
  renameMore: (files, at, to) => files.renameSync(at, to),
  link: (files, at, to) => files.linkSync(at, to),
  symlink: (files, at, to) => files.symlinkSync(at.split('/').at(-1) as string, to),
  symlinkAbsolute: (files, at, to) => files.symlinkSync(at, to),
  unlink: (files, at) => files.unlinkSync(at),
  rmdir: (files, at) => files.rmdirSync(at),
  rm: (files, at) => files.rmSync(at, { recursive: true, force: true }),
  truncate: (files, at, _, data) => files.truncateSync(at, data.length),
  list: (files, at) =>
    files
      .readdirSync(at, { withFileTypes: true })
      .map((entry) => `${entry.name} ${entry.isFile()} ${entry.isDirectory()} ${entry.isSymbolicLink()}`)
      .sort(),
  stat: (files, at, _, __, counts) => told(files.statSync(at), counts),
  lstat: (files, at, _, __, counts) => told(files.lstatSync(at), counts),
  statQuietly: (files, at) => files.statSync(at, { throwIfNoEntry: false })?.isFile(),
  access: (files, at) => files.accessSync(at),
  readlink: (files, at) => files.readlinkSync(at),
  realpath: (files, at) => files.realpathSync.native(at),
  utimes: (files, at) => {
    files.utimesSync(at, 100, 200);
    return files.statSync(at).mtimeMs;
  },
  mkdtemp: (files, at) => {
    const made = files.mkdtempSync(at);
    files.rmdirSync(made);
    return made.slice(0, -6);
  },
};

function told(stats: Stats, counts: boolean): string {
  const facts = stats.isDirectory() ? [] : [stats.size, counts ? stats.nlink : ''];
  return [stats.isFile(), stats.isDirectory(), stats.mode.toString(8), ...facts].join(' ');
}

const plain = fc
  .record({ name: fc.constantFrom(...Object.keys(acts)), path, other: path, text })
  .map(({ name, path: at, other, text: data }): Operation => {
    const run = ({ files, folder, counts }: Place) =>
      acts[name]?.(files, `${folder}/${at}`, `${folder}/${other}`, data, counts);
    return { words: `${name} ${at} ${other} ${JSON.stringify(data)}`, run };
  });

const chmod = fc.record({ path, mode }).map(({ path: at, mode: bits }): Operation => {
  const run = ({ files, folder }: Place) => files.chmodSync(`${folder}/${at}`, bits);
  return { words: `chmod ${at} ${bits.toString(8)}`, run };
});

/** A file is opened, written and read through its handle, and what the handle tells of it is told. */
const handle = fc.record({ path, flag, text, position: fc.constantFrom(null, 0, 3) }).map((given): Operation => {
  const run = ({ files, folder, counts }: Place) => {
    const fd = files.openSync(`${folder}/${given.path}`, given.flag, 0o640);
    try {
      return [...throughHandle(files, fd, given.text, given.position, counts)];
    } finally {
      files.closeSync(fd);
    }
  };
  return { words: `open ${given.path} ${given.flag} ${JSON.stringify(given.text)} at ${given.position}`, run };
});

function* throughHandle(files: FilePower, fd: number, data: string, position: number | null, counts: boolean) {
  const bytes = Buffer.from(data);
  yield outcome(() => files.writeSync(fd, bytes, 0, bytes.length, position));
  const read = Buffer.alloc(32);
  yield outcome(() => read.toString('utf8', 0, files.readSync(fd, read, 0, read.length, 0)));
  yield outcome(() => files.ftruncateSync(fd, 5));
  const stats = files.fstatSync(fd);
  yield stats.isFile() ? told(stats, counts) : 'no file';
}

/** What an operation answers, or the code of its error. */
export function outcome(run: () => unknown): string {
  try {
    return JSON.stringify(run()) ?? 'nothing';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** A list of operations. */
export const operations = fc.array(
  fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: chmod }, { weight: 3, arbitrary: handle }),
  { minLength: 1, maxLength: 30 },
);
