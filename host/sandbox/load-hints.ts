/** What a person probably meant who asked for a module or a name that is not there. Read for people, never for scripts. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { nearest } from '../../engine/nearest.ts';
import { folders, packageSpecifier } from './modules/packages.ts';

/** A hint for a specifier that leads nowhere. */
export function moduleHint(specifier: string, parent: string): string | undefined {
  return /^\.{0,2}\//.test(specifier) ? fileHint(specifier, parent) : packageHint(specifier, parent);
}

function fileHint(specifier: string, parent: string): string | undefined {
  const path = resolve(dirname(parent), specifier);
  const name = alike(basename(path), namesIn(dirname(path)));
  return name && `did you mean '${specifier.slice(0, specifier.length - basename(specifier).length)}${name}'?`;
}

/** The same name with another ending, or one that is spelled nearly so. */
function alike(name: string, candidates: readonly string[]): string | undefined {
  const stem = (file: string): string => parse(file).name;
  const meant = [name, stem(name), nearest(stem(name), candidates.map(stem))];
  return candidates.find((each) => meant.includes(stem(each)));
}

function packageHint(specifier: string, parent: string): string | undefined {
  const wanted = packageSpecifier(specifier);
  if (!wanted) return undefined;
  const beside = namesIn(dirname(parent)).find((name) => name === specifier || parse(name).name === specifier);
  if (beside) return `for the file beside it write './${beside}'`;
  const installed = folders(parent).flatMap((folder) => packagesIn(join(folder, 'node_modules')));
  const meant = installed.includes(wanted.name) ? undefined : nearest(wanted.name, installed);
  return meant ? `did you mean '${meant}'?` : `if it is a package: npm install ${wanted.name}`;
}

function packagesIn(folder: string): string[] {
  return namesIn(folder).flatMap((name) =>
    name.startsWith('@') ? namesIn(join(folder, name)).map((each) => `${name}/${each}`) : [name],
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}

const DECLARED =
  /\bexport\s+(?:async\s+)?(?:const|let|var|function\s*\*?|class)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;
const LISTED = /\bexport\s*\{([^}]*)\}/g;

/** A hint for a name that a module does not have. `made` is its text as JavaScript, `written` as it was written. */
export function exportHint(name: string, made: string, written: string): string | undefined {
  if (new RegExp(`\\b(?:interface|type)\\s+${name.replace(/\W/g, '\\$&')}\\b`).test(written))
    return `it is a type there: take it with 'import type' or 'export type'`;
  const meant = nearest(
    name,
    exportedNames(made).filter((each) => each !== name),
  );
  if (meant) return `did you mean '${meant}'?`;
  return /\bexport\s+default\b|\bas\s+default\b/.test(made)
    ? `it has a default export: import ${name} from …`
    : undefined;
}

function exportedNames(text: string): string[] {
  const listed = [...text.matchAll(LISTED)].flatMap(([, list = '']) => list.split(','));
  const names = listed.map((item) => item.trim().split(/\s+/).at(-1) ?? '');
  return [...[...text.matchAll(DECLARED)].map(([, name = '']) => name), ...names].filter((each) => each !== 'default');
}
