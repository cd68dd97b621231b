/** How reports spell a script: its path from the project root, which is the nearest folder with a package.json. */
import { dirname, join, relative, sep } from 'node:path';

/** The root-relative name of a script given by its absolute path. */
export function scriptName(script: string, exists: (path: string) => boolean): string {
  return relative(projectRoot(dirname(script), exists), script)
    .split(sep)
    .join('/');
}

function projectRoot(scriptFolder: string, exists: (path: string) => boolean): string {
  for (let folder = scriptFolder; ; folder = dirname(folder)) {
    if (exists(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return scriptFolder;
  }
}
