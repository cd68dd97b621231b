/**
 * An esbuild plugin: what the packages bundled into the prelude take for node's own modules, or for stand-ins of them, is
 * the prelude's. By package, then by what it imports.
 */
import { join, sep } from 'node:path';

const substitutes = {
  'readable-stream': {
    'abort-controller': 'guest/web/abort.ts',
    buffer: 'guest/node/buffer.ts',
    events: 'guest/node/events.ts',
    'string_decoder/': 'guest/node/string-decoder.ts',
    '../shims/process': 'guest/node/stream/ticks.ts',
    './util/inspect': 'guest/prelude/inspect.ts',
  },
};

export function preludePackages(root) {
  return {
    name: 'prelude-packages',
    setup(build) {
      for (const [name, modules] of Object.entries(substitutes)) {
        build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
          const isTheirs = importer.includes(`${sep}node_modules${sep}${name}${sep}`);
          const found = isTheirs ? modules[path] : undefined;
          return found === undefined ? undefined : { path: join(root, found) };
        });
      }
    },
  };
}
