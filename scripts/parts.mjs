/**
 * An esbuild plugin. Modules whose functions few runs call become bundles of their own, loaded at the first call: what is
 * imported in their place are functions that do so. `$load` is what host/bundle.ts hands to every bundle.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** `parts` maps names of bundles to their sources, which export functions only. */
export function inParts(root, parts) {
  const nameOf = (path) => Object.keys(parts).find((name) => parts[name] === relative(root, path));
  return {
    name: 'parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const name = kind === 'import-statement' ? nameOf(join(resolveDir, path)) : undefined;
        return name && { path: name, namespace: 'part', sideEffects: false };
      });
      onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => {
        const exported = readFileSync(join(root, parts[path]), 'utf8').matchAll(/^export function (\w+)/gm);
        const each = ([, name]) => `export const ${name} = (...args) => $load('${path}').${name}(...args);`;
        return { contents: [...exported].map(each).join('\n') };
      });
    },
  };
}
