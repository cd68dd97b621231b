/** The names that a CommonJS module offers to `import`: node's guess from the text, re-exports followed. */
import { lexCommonJs } from './commonjs-lexer.ts';
import type { Resolver } from './resolve.ts';
import type { ModuleFiles } from './tree.ts';

export interface CommonJsText {
  readonly file: string;
  readonly text: string;
}

/** The CommonJS module that a re-export names; null when it is not found or is no CommonJS. */
export type ResolveReexport = (specifier: string, parentFile: string) => CommonJsText | null;

/** `default` is not among them: it is `module.exports`, whatever `__esModule` says. */
export function commonJsNames(module: CommonJsText, resolveReexport: ResolveReexport): string[] {
  const names = new Set<string>();
  const visited = new Set<string>();
  const visit = ({ file, text }: CommonJsText): void => {
    if (visited.has(file)) return;
    visited.add(file);
    const lexed = lexCommonJs(text);
    for (const name of lexed.names) names.add(name);
    for (const specifier of lexed.reexports) {
      const next = resolveReexport(specifier, file);
      if (next) visit(next);
    }
  };
  visit(module);
  names.delete('default');
  return [...names];
}

/** Follows re-exports by the rules of `require`. */
export function reexportsThrough(resolver: Resolver, files: Pick<ModuleFiles, 'readFileSync'>): ResolveReexport {
  return (specifier, parentFile) => {
    try {
      const found = resolver.resolve(specifier, parentFile, 'require');
      if (found.kind !== 'file' || found.format !== 'commonjs') return null;
      return { file: found.file, text: files.readFileSync(found.file).toString('utf8') };
    } catch {
      // A re-export that is not there fails when the module runs, not when its names are read.
      return null;
    }
  };
}
