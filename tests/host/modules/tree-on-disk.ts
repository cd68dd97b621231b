/** Writes the trees of files that the tests of module rules look at. */
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A text, or where a link points to. */
export type Entries = Readonly<Record<string, string | { readonly link: string }>>;

/** Answers the real path of a new folder that holds the files. */
export function treeOnDisk(entries: Entries): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rote-modules-')));
  for (const [name, entry] of Object.entries(entries)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof entry === 'string') writeFileSync(path, entry);
    else symlinkSync(entry.link, path);
  }
  return root;
}
