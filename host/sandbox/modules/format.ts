/** The format of a file: by its extension, then by its package, then by its syntax. */
import { extname } from 'node:path';
import { hasModuleWord, isModuleByWords } from '../../../engine/program/module-words.ts';
import { nativeAddon, unknownExtension } from './errors.ts';
import type { ModuleTree } from './tree.ts';
import { isTypeScript } from './typescript-names.ts';

/** `wasm-refused` is a WebAssembly file, which node loads behind a flag only. */
export type ModuleFormat = 'module' | 'commonjs' | 'json' | 'wasm-refused';

const BY_EXTENSION: Readonly<Record<string, ModuleFormat>> = {
  '.mjs': 'module',
  '.mts': 'module',
  '.cjs': 'commonjs',
  '.cts': 'commonjs',
  '.json': 'json',
  '.wasm': 'wasm-refused',
};
const BY_PACKAGE: ReadonlySet<string> = new Set(['.js', '.ts', '.tsx', '.jsx', '']);
const WASM_MAGIC = '\0asm';

/** The format of a file that exists. `require` takes an extension that it does not know for `.js`. */
export function formatOf(file: string, kind: 'import' | 'require', tree: ModuleTree): ModuleFormat {
  const extension = extname(file);
  const known = BY_EXTENSION[extension];
  if (known && !(kind === 'require' && known === 'wasm-refused')) return known;
  if (extension === '.node' && kind === 'require') throw nativeAddon();
  if (BY_PACKAGE.has(extension)) return byPackage(file, kind, tree);
  if (kind === 'import') throw unknownExtension(extension, file);
  return bySyntax(file, tree);
}

function byPackage(file: string, kind: 'import' | 'require', tree: ModuleTree): ModuleFormat {
  const type = tree.scope(file)?.type ?? 'none';
  const bare = extname(file) === '';
  if (bare && kind === 'import' && type !== 'commonjs' && isWasm(file, tree)) return 'wasm-refused';
  if (bare && kind === 'require') return bySyntax(file, tree);
  return type === 'none' ? bySyntax(file, tree) : type;
}

function isWasm(file: string, tree: ModuleTree): boolean {
  return tree.bytes(file).subarray(0, WASM_MAGIC.length).toString('latin1') === WASM_MAGIC;
}

function bySyntax(file: string, tree: ModuleTree): ModuleFormat {
  const text = tree.text(file);
  // The parser is asked where words do not tell: loading it takes a while.
  const isModule = isTypeScript(file)
    ? hasModuleWord(text) && tree.syntax().looksLikeTypeScriptModule(file, text)
    : (isModuleByWords(text) ?? tree.syntax().looksLikeModule(text));
  return isModule ? 'module' : 'commonjs';
}
