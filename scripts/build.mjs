/**
 * Builds dist/: the guest prelude, the command line, the worker, the embedded API, then the guest's boot image.
 * A file is replaced by rename and only when its content changed, so a build disturbs no run that is under way.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { namedImports } from './named-imports.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
/** Chunks of an older build stay this long: a run that started before may still import one. */
const staleAfterMs = 3_600_000;

/** The bundles that run under node: name in dist/ and source. All in one folder, so `import.meta.url` means dist/ in each. */
const hostEntries = {
  rote: 'cli/rote.ts',
  'make-image': 'host/sandbox/make-image.ts',
};
/** Native or WebAssembly packages, loaded from node_modules when they are needed. */
const external = ['@duckdb/node-bindings', '@jitl/quickjs-wasmfile-release-sync', 'oxc-transform', 'zstd-codec'];
/** Bundled CommonJS packages call `require` for node's own modules. */
const requireBanner =
  "import { createRequire as $createRequire } from 'node:module';\nconst require = $createRequire(import.meta.url);";

const common = { absWorkingDir: root, bundle: true, write: false, legalComments: 'none', logLevel: 'warning' };

/** What an entry cannot do without: it is left out while that is missing. */
const needs = { rote: ['host/run.ts', 'host/sandbox/worker.ts'] };

function present(entries) {
  const there = ([name, source]) => [source, ...(needs[name] ?? [])].every((path) => existsSync(join(root, path)));
  return Object.fromEntries(Object.entries(entries).filter(there));
}

function buildPrelude() {
  const entryPoints = present({ prelude: 'guest/prelude/index.ts' });
  if (Object.keys(entryPoints).length === 0) return { outputFiles: [] };
  return build({
    ...common,
    entryPoints,
    outdir: dist,
    format: 'iife',
    target: 'es2023',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  });
}

function buildHost() {
  const entryPoints = present(hostEntries);
  if (Object.keys(entryPoints).length === 0) return { outputFiles: [] };
  return build({
    ...common,
    entryPoints,
    external,
    outdir: dist,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    plugins: [namedImports(['@duckdb/node-api'])],
    banner: { js: requireBanner },
  });
}

/**
 * CommonJS bundles. The source reader, because the guest asks for modules synchronously and only a new source needs it;
 * the worker, because a thread that needs no loader of ES modules starts 10-15 ms sooner. Without blanks and comments
 * they are half as long: V8 reads the whole text before it runs the first line.
 */
function buildCommonJs() {
  return build({
    ...common,
    entryPoints: present({ reader: 'engine/program/reader.ts', worker: 'host/sandbox/worker.ts' }),
    external,
    minifyWhitespace: true,
    minifySyntax: true,
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': '$metaUrl' },
    banner: { js: "const $metaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
}

function replace(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, bytes, { mode: basename(path) === 'rote.js' ? 0o755 : 0o644 });
  renameSync(temporary, path);
}

function removeStaleChunks(kept) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (!/^chunk-.*\.js$/.test(name) || kept.has(path)) continue;
    if (Date.now() - statSync(path).mtimeMs > staleAfterMs) rmSync(path, { force: true });
  }
}

mkdirSync(dist, { recursive: true });
const outputs = (await Promise.all([buildPrelude(), buildHost(), buildCommonJs()])).flatMap(
  (result) => result.outputFiles,
);
// Chunks first: an entry that names a chunk must never be there before it.
outputs.sort((a, b) => Number(basename(b.path).startsWith('chunk-')) - Number(basename(a.path).startsWith('chunk-')));
for (const { path, contents } of outputs) replace(path, Buffer.from(contents));
removeStaleChunks(new Set(outputs.map(({ path }) => path)));
const makeImage = join(dist, 'make-image.js');
if (outputs.some(({ path }) => path === makeImage)) {
  process.exitCode = spawnSync(process.execPath, [makeImage], { stdio: 'inherit' }).status ?? 1;
}
