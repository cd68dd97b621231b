/**
 * An esbuild plugin. Some of node's own modules take milliseconds to load, and a short run calls none of their functions:
 * they are loaded when one is first called. Only functions can be imported so; classes and constants cannot.
 */
import { isBuiltin } from 'node:module';

/** Part of node's start anyway, or needed by every run. */
const eager = ['node:fs', 'node:path', 'node:vm'];

export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind, namespace }) =>
      kind === 'import-statement' && namespace === 'file' && isBuiltin(path) && !eager.includes(path)
        ? { path, namespace: 'lazy-builtins', sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy-builtins' }, async ({ path }) => {
      const functions = Object.entries(await import(path)).filter(([, value]) => typeof value === 'function');
      const names = functions.map(([name]) => name).filter((name) => name !== 'default');
      const load = `const load = () => process.getBuiltinModule(${JSON.stringify(path)});`;
      const each = (name) => `export const ${name} = (...args) => load().${name}(...args);`;
      return { contents: [load, ...names.map(each)].join('\n') };
    });
  },
};
