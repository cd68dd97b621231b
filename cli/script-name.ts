/** How reports spell a script: its path from the project root, with `/` between its parts. */
import { dirname, relative, sep } from 'node:path';
import { projectRoot } from '../host/sandbox/project-root.ts';

/** The root-relative name of a script given by its absolute path. */
export function scriptName(script: string): string {
  return relative(projectRoot(dirname(script)), script)
    .split(sep)
    .join('/');
}
