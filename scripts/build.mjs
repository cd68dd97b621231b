/**
 * Builds dist/: the guest prelude, the command line, the worker, the guest's boot image, then the code that V8 makes of
 * it all. A file is replaced by rename and only when its content changed, so a build disturbs no run that is under way.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { lazyBuiltins } from './lazy-builtins.mjs';
import { namedImports } from './named-imports.mjs';
import { inParts } from './parts.mjs';
import { preludePackages } from './prelude-packages.mjs';
import { privateNames } from './private-names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
/** Files of an older build stay this long: a run that started before may still load one. */
const staleAfterMs = 3_600_000;

/** ES modules that run under node: name in dist/ and source. All in one folder, so `import.meta.url` means dist/ in each. */
const modules = {
  commands: 'cli/commands.ts',
  print: 'cli/print.ts',
  progress: 'cli/progress.ts',
  write: 'cli/write.ts',
  'chrome-trace': 'cli/chrome-trace.ts',
  merge: 'host/store/merge.ts',
  'make-image': 'host/sandbox/make-image.ts',
  'keep-code': 'host/keep-code.ts',
};
/** CommonJS bundles, loaded by host/bundle.ts: what a run needs, and what reads sources that were not seen before. */
const bundles = { run: 'cli/run.ts', reader: 'engine/program/reader.ts' };
/** More of them: parts of `run` that few runs call. */
const parts = {
  lexer: 'host/sandbox/modules/commonjs-lexer.ts',
  scratch: 'host/sandbox/in-scratch.ts',
  'source-map': 'engine/program/source-map.ts',
  typescript: 'engine/program/whole-transform.ts',
};
/** The thread of the network. */
const network = 'host/network/thread.ts';
/** What loads the bundles: the bin, and the thread that holds the guest where the bin's cannot. */
const entries = { rote: 'cli/rote.ts', worker: 'host/sandbox/worker.ts' };

/** Native or WebAssembly packages, loaded from node_modules when they are needed. */
const external = ['@duckdb/node-bindings', '@jitl/quickjs-wasmfile-release-sync', 'oxc-transform', 'zstd-codec'];
/** Bundled CommonJS packages call `require` for node's own modules. */
const requireBanner =
  "import { createRequire as $createRequire } from 'node:module';\nconst require = $createRequire(import.meta.url);";

const common = { absWorkingDir: root, bundle: true, write: false, legalComments: 'none', logLevel: 'warning' };
const forNode = { ...common, external, outdir: dist, platform: 'node', target: 'node20' };

const { V8_FLAGS } = await constantsOf('host/v8-flags.ts');

/**
 * The first line of the bin: node with flags that cannot be set later. Without them, as when node is given the file by
 * hand, the guest runs in a worker (host/stack.ts). An `env` without -S, such as busybox's, cannot start the bin: there
 * the file has to be given to node. A shell instead of `env` could do without -S and ask for a larger stack besides, but
 * shells sort the environment anew and drop from it what is no name to them, and scripts see that.
 */
const firstLine = `#!/usr/bin/env -S node ${V8_FLAGS.join(' ')}`;

/** The exported constants of a source without imports at run time. */
async function constantsOf(source) {
  const text = readFileSync(join(root, source), 'utf8');
  const { code } = await transform(text, { loader: 'ts' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** An esbuild plugin: what is imported later is an ES module of its own. */
const laterModules = {
  name: 'later-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = relative(root, join(resolveDir, path));
      const name = Object.keys(modules).find((each) => modules[each] === source);
      if (!name) throw new Error(`${source} is imported later but is no module of its own`);
      return { path: `./${name}.mjs`, external: true };
    });
  },
};

function buildPrelude() {
  return build({
    ...common,
    entryPoints: { prelude: 'guest/prelude/index.ts' },
    outdir: dist,
    format: 'iife',
    target: 'es2023',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    plugins: [preludePackages(root), privateNames(/web-streams-polyfill/, join(root, 'guest/prelude/timers.ts'))],
  });
}

function buildModules(define) {
  return build({
    ...forNode,
    entryPoints: modules,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    plugins: [namedImports(['@duckdb/node-api'])],
    banner: { js: requireBanner },
    define,
  });
}

/** Minified: V8 reads the whole text before it runs the first line. */
function buildCommonJs(entryPoints, options) {
  return build({
    ...forNode,
    entryPoints,
    format: 'cjs',
    minify: true,
    plugins: [laterModules, lazyBuiltins],
    ...options,
  });
}

/** A bundle as the function that host/bundle.ts calls. */
function asFunction({ path, text }) {
  const body = text.replaceAll('import("./', '$import("./');
  return { path, contents: Buffer.from(`(function(exports,require,module,__filename,$load,$import){${body}})`) };
}

function digestsOf(files) {
  const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return Object.fromEntries(files.map(({ path, contents }) => [basename(path, '.cjs'), digest(contents)]));
}

/** dist/ is CommonJS wherever a name does not say otherwise: the bin is, and its name is in package.json. */
const packageFile = { path: join(dist, 'package.json'), contents: Buffer.from('{ "type": "commonjs" }\n') };

async function buildAll() {
  const own = { 'import.meta.url': '__filename' };
  const cjs = { outExtension: { '.js': '.cjs' } };
  const plugins = [inParts(root, parts), laterModules, lazyBuiltins];
  const bundled = (await buildCommonJs({ ...bundles, ...parts }, { ...cjs, define: own, plugins })).outputFiles.map(
    asFunction,
  );
  const define = { BUNDLE_DIGESTS: JSON.stringify(digestsOf(bundled)) };
  const [prelude, later, bin, worker, net] = await Promise.all([
    buildPrelude(),
    buildModules(define),
    buildCommonJs({ rote: entries.rote }, { define: { ...own, ...define }, banner: { js: firstLine } }),
    buildCommonJs({ worker: entries.worker }, { ...cjs, define: { ...own, ...define }, plugins: [laterModules] }),
    buildCommonJs({ network }, { ...cjs, plugins: [laterModules] }),
  ]);
  // In an order in which nothing is there before what it names.
  const chunks = later.outputFiles.filter(({ path }) => basename(path).startsWith('chunk-'));
  const others = later.outputFiles.filter((file) => !chunks.includes(file));
  return [
    packageFile,
    ...prelude.outputFiles,
    ...chunks,
    ...others,
    ...bundled,
    ...worker.outputFiles,
    ...net.outputFiles,
    ...bin.outputFiles,
  ];
}

function replace(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, bytes, { mode: basename(path) === 'rote.js' ? 0o755 : 0o644 });
  renameSync(temporary, path);
}

function removeStale(kept) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (!/\.(code|m?js|cjs)$/.test(name) || kept.has(path)) continue;
    if (Date.now() - statSync(path).mtimeMs > staleAfterMs) rmSync(path, { force: true });
  }
}

/** Runs a part of the build that was itself just built. */
function runBuilt(name, flags = []) {
  const { status } = spawnSync(process.execPath, [...flags, join(dist, `${name}.mjs`)], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} failed`);
}

mkdirSync(dist, { recursive: true });
const outputs = await buildAll();
for (const { path, contents } of outputs) replace(path, Buffer.from(contents));
runBuilt('make-image');
runBuilt('keep-code');
runBuilt('keep-code', V8_FLAGS);
removeStale(new Set(outputs.map(({ path }) => path)));
