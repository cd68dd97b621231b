/** The folder a case lives in: its files put in place, its state taken and compared. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Case, Change } from './case.ts';

/** Content and mode of each file as text, `directory`, or where a link leads. */
export type State = ReadonlyMap<string, string>;

const LINK = 'link ';

/** A scratch folder by its real path, which is what scripts see. */
export function scratch(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'rote-soundness-')));
}

/** Names of what lies below a folder, with what it is. */
export function stateOf(folder: string): State {
  const state = new Map<string, string>();
  const walk = (directory: string): void => {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      const kind = lstatSync(path);
      if (kind.isSymbolicLink()) state.set(relative(folder, path), LINK + readlinkSync(path));
      else if (kind.isDirectory()) {
        state.set(relative(folder, path), 'directory');
        walk(path);
      } else state.set(relative(folder, path), fileState(path));
    }
  };
  walk(folder);
  return state;
}

function fileState(path: string): string {
  return `${(statSync(path).mode & 0o777).toString(8)} ${readFileSync(path, 'latin1')}`;
}

/** Brings a folder into a state, touching only what differs. */
export function restore(folder: string, wanted: State): void {
  const present = stateOf(folder);
  for (const name of present.keys())
    if (!wanted.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  for (const [name, state] of wanted) if (present.get(name) !== state) put(join(folder, name), state);
}

function put(path: string, state: string): void {
  rmSync(path, { recursive: true, force: true });
  if (state === 'directory') {
    mkdirSync(path, { recursive: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  if (state.startsWith(LINK)) {
    symlinkSync(state.slice(LINK.length), path);
    return;
  }
  const space = state.indexOf(' ');
  writeFileSync(path, Buffer.from(state.slice(space + 1), 'latin1'));
  chmodSync(path, Number.parseInt(state.slice(0, space), 8));
}

/** The files of a case after a change; `-> target` as content makes a link. */
export function filesAfter({ files }: Case, change: Change | null): Record<string, string> {
  const result: Record<string, string> = { 'package.json': '{ "type": "module" }', ...files };
  for (const [name, [find, replace]] of Object.entries(change?.edit ?? {})) {
    const text = result[name];
    if (!text?.includes(find)) throw new Error(`${name} does not contain ${JSON.stringify(find)}`);
    result[name] = text.replace(find, () => replace);
  }
  for (const [name, text] of Object.entries(change?.write ?? {}))
    if (text === null) delete result[name];
    else result[name] = text;
  return result;
}

/** Puts the files of a case in place. */
export function lay(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  const state = new Map<string, string>();
  for (const [name, text] of Object.entries(files)) {
    for (let parent = dirname(name); parent !== '.'; parent = dirname(parent)) state.set(parent, 'directory');
    const link = text.startsWith('-> ');
    state.set(name, link ? LINK + text.slice(3) : `644 ${Buffer.from(text, 'utf8').toString('latin1')}`);
  }
  restore(folder, new Map([...state].sort(([a], [b]) => (a < b ? -1 : 1))));
}
