import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));
export const corpusRoot = join(repositoryRoot, 'corpus');

/** What a corpus folder needs beside its own files. */
export interface FolderNeeds {
  readonly name: string;
  readonly data: readonly string[];
  readonly packages: readonly string[];
}

/** The state of one file: its content and permissions, null for a directory. */
export type FileStates = ReadonlyMap<string, { readonly bytes: Buffer; readonly mode: number } | null>;

const modules = join(repositoryRoot, 'node_modules');

/** A fresh scratch directory with its real path, since scripts see real paths. */
export const scratch = (label: string): string => realpathSync(mkdtempSync(join(tmpdir(), `rote-${label}-`)));

/** Copies a corpus folder with its data sets and packages to the target. */
export function prepareFolder({ name, data, packages }: FolderNeeds, target: string): void {
  const source = join(corpusRoot, name);
  const own = (path: string): boolean => !['data', 'out'].includes(relative(source, path)) || data.length === 0;
  cpSync(source, target, { recursive: true, filter: own });
  if (data.length > 0) mkdirSync(join(target, 'data'), { recursive: true });
  for (const file of data) cpSync(join(modules, 'vega-datasets', 'data', file), join(target, 'data', file));
  for (const name of packages) cpSync(join(modules, name), join(target, 'node_modules', name), { recursive: true });
}

/** Every file and directory below a folder, apart from the inputs that no script writes to. */
export function fileStates(folder: string): FileStates {
  const states = new Map<string, { bytes: Buffer; mode: number } | null>();
  const inputs = new Set([join(folder, 'data'), join(folder, 'node_modules')]);
  const walk = (directory: string): void => {
    for (const item of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, item.name);
      if (inputs.has(path)) continue;
      if (item.isDirectory()) {
        states.set(relative(folder, path), null);
        walk(path);
      } else states.set(relative(folder, path), { bytes: readFileSync(path), mode: statSync(path).mode & 0o777 });
    }
  };
  walk(folder);
  return states;
}

const same = (a: FileStates, b: FileStates, name: string): boolean => {
  const left = a.get(name);
  const right = b.get(name);
  if (!left || !right) return left === right;
  return left.mode === right.mode && left.bytes.equals(right.bytes);
};

/** Names of the files that differ between two states. */
export const changedFiles = (a: FileStates, b: FileStates): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((name) => !same(a, b, name)).sort();

/** Puts a folder back into an earlier state, touching only what differs. */
export function restoreFiles(folder: string, earlier: FileStates): void {
  const present = fileStates(folder);
  for (const name of changedFiles(earlier, present)) {
    const path = join(folder, name);
    const state = earlier.get(name);
    if (state === undefined) rmSync(path, { recursive: true, force: true });
    else if (state === null) mkdirSync(path, { recursive: true });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, state.bytes);
      chmodSync(path, state.mode);
    }
  }
}

/** Replaces text in a file, once or everywhere; a text that is not there is an error of the story. */
export function replaceInFile(path: string, find: string, replace: string, all: boolean): void {
  if (!existsSync(path)) throw new Error(`${path} is not there to be edited`);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(find)) throw new Error(`${path} does not contain ${JSON.stringify(find)}`);
  writeFileSync(path, all ? text.replaceAll(find, () => replace) : text.replace(find, () => replace));
}
