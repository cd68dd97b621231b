/** Two equal trees in a scratch folder: one below an overlay, one that is really changed, and what is to be seen of each. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FilePower } from '../../../host/capabilities/files/power.ts';
import { type OverlayFiles, overlayFiles } from '../../../host/overlay/overlay.ts';

/** A tree, by relative path: a file's content, a link as `-> target` (`/` in it stands for the tree's folder), `null` for a folder. */
export type TreeText = Readonly<Record<string, string | null>>;

export interface Trees {
  readonly files: OverlayFiles;
  /** The folder below the overlay. */
  readonly real: string;
  /** The same tree, for operations that are not to be undone. */
  readonly copy: string;
  readonly scratch: string;
  remove(): void;
}

/** Makes both. */
export function twoTrees(tree: TreeText): Trees {
  const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'rote-overlay-')));
  const [real, copy, scratch] = ['real', 'copy', 'scratch'].map((name) => join(base, name)) as [string, string, string];
  fs.mkdirSync(scratch);
  for (const folder of [real, copy]) makeTree(folder, tree);
  const remove = () => fs.rmSync(base, { recursive: true, force: true });
  return { files: overlayFiles(fs, scratch), real, copy, scratch, remove };
}

function makeTree(folder: string, tree: TreeText): void {
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(tree)) {
    const path = join(folder, name);
    if (text === null) fs.mkdirSync(path);
    else if (text.startsWith('-> ')) fs.symlinkSync(text.slice(3).replace(/^\//, `${folder}/`), path);
    else if (text.startsWith('= ')) fs.linkSync(join(folder, text.slice(2)), path);
    else fs.writeFileSync(path, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
}

type Seeing = Pick<FilePower, 'lstatSync' | 'readFileSync' | 'readdirSync' | 'readlinkSync'>;

/** All that is below a folder: kind, permissions, and content or target; `exactly`: with all that tells it from another. */
export function below(files: Seeing, folder: string, exactly = false, at = ''): string[] {
  const names = files.readdirSync(join(folder, at), { withFileTypes: true });
  return [...names]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(at, entry.name);
      const stats = files.lstatSync(join(folder, path));
      if (stats.isDirectory() !== entry.isDirectory() || stats.isSymbolicLink() !== entry.isSymbolicLink())
        return [`${path}: told otherwise in its folder`];
      const marks = exactly ? ` ${stats.ino} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.nlink}` : '';
      const line = `${path} ${(stats.mode & 0o7777).toString(8)}${marks}`;
      if (stats.isDirectory()) return [`${line}/`, ...below(files, folder, exactly, path)];
      if (stats.isSymbolicLink()) return [`${line} -> ${files.readlinkSync(join(folder, path)).replace(folder, '')}`];
      return [`${line} ${JSON.stringify(files.readFileSync(join(folder, path)).toString())}`];
    });
}
