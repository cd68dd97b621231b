/**
 * An esbuild plugin. With code splitting, `await import('a CommonJS package')` yields nothing but `default`, unlike in
 * node. A module in between that names the exports restores them. Packages with native parts are left to node.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export function namedImports(packages) {
  const filter = new RegExp(`^(${packages.join('|')})$`);
  return {
    name: 'named-imports',
    setup(build) {
      build.onResolve({ filter }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path, namespace: 'named-imports' } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'named-imports' }, ({ path }) => {
        const names = Object.keys(require(path)).filter((name) => name !== 'default' && name !== '__esModule');
        const resolveDir = build.initialOptions.absWorkingDir;
        return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`, resolveDir };
      });
    },
  };
}
