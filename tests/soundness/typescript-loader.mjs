// Lets plain node run TypeScript, by esbuild and with TypeScript's own reading of tsconfig.json: nothing that rote uses
// itself, save for metadata of decorators, which esbuild does not emit. Used as `node --import <this file> script.ts`.
import { existsSync, readFileSync } from 'node:fs';
import module, { createRequire, register } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const SOURCES = new Set(['.ts', '.mts', '.cts', '.tsx', '.jsx']);

if (isMainThread) {
  register(import.meta.url);
  for (const extension of SOURCES) {
    module._extensions[extension] = (made, path) => made._compile(compiled(path, 'cjs'), path);
  }
}

function configOf(path) {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'tsconfig.json');
    if (!existsSync(file)) continue;
    const ts = require('typescript');
    const { config } = ts.readConfigFile(file, ts.sys.readFile);
    const raw = { ...config, files: [path] };
    return {
      raw: options(ts, raw, folder, file),
      options: ts.parseJsonConfigFileContent(raw, ts.sys, folder, {}, file).options,
    };
  }
  return { raw: {}, options: {} };
}

/** What esbuild understands, with what the file extends. */
function options(ts, raw, folder, file) {
  const { options } = ts.parseJsonConfigFileContent(raw, ts.sys, folder, {}, file);
  const target = options.target === undefined ? undefined : ts.ScriptTarget[options.target];
  const jsx = {
    [ts.JsxEmit.React]: 'react',
    [ts.JsxEmit.ReactJSX]: 'react-jsx',
    [ts.JsxEmit.ReactJSXDev]: 'react-jsxdev',
  };
  return { compilerOptions: { ...options, target, jsx: jsx[options.jsx], paths: undefined, module: undefined } };
}

function compiled(path, format) {
  const text = readFileSync(path, 'utf8');
  const { raw } = configOf(path);
  if (raw.compilerOptions?.emitDecoratorMetadata)
    return require('typescript').transpile(text, { ...configOf(path).options, module: format === 'cjs' ? 1 : 99 });
  const loader = extname(path) === '.tsx' ? 'tsx' : extname(path) === '.jsx' ? 'jsx' : 'ts';
  const classic = /@jsx\s/.test(text) ? {} : { jsx: 'automatic' };
  const jsx = raw.compilerOptions?.jsx ? {} : classic;
  return require('esbuild').transformSync(text, {
    loader,
    format,
    target: 'node20',
    tsconfigRaw: raw,
    logLevel: 'silent',
    ...jsx,
  }).code;
}

/** CommonJS by the extension, by the package, or because the file says `export =`. */
function formatOf(path) {
  if (/\.[cm]ts$/.test(path)) return path.endsWith('.cts') ? 'commonjs' : 'module';
  if (/^\s*export =/m.test(readFileSync(path, 'utf8'))) return 'commonjs';
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type ?? 'module';
  }
  return 'module';
}

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  const parent = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : '';
  if (!SOURCES.has(extname(parent)) || specifier.startsWith('node:')) return nextResolve(specifier, context);
  const { options } = configOf(parent);
  if (options.paths || options.baseUrl || specifier.startsWith('.')) {
    const ts = require('typescript');
    const bundler = {
      ...options,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      module: ts.ModuleKind.ESNext,
      allowJs: true,
    };
    const found = ts.resolveModuleName(specifier, parent, bundler, ts.sys).resolvedModule?.resolvedFileName;
    if (found && !found.endsWith('.d.ts')) return nextResolve(pathToFileURL(found).href, context);
  }
  return nextResolve(specifier, context);
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !SOURCES.has(extname(new URL(url).pathname))) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const format = formatOf(path);
  if (format === 'commonjs') return { format, source: null, shortCircuit: true };
  return { format, source: compiled(path, 'esm'), shortCircuit: true };
}
