/** The one door to the fast transform: types are stripped, enums and parameter properties lowered, JSX made calls. */
import { type JsxOptions, type TransformOptions, transformSync } from 'oxc-transform';
import type { Transformed, TransformInput } from './typescript.ts';
import { TypeScriptFailure } from './typescript-failure.ts';

/** Null for what this transform does not do exactly: it says so, or asks for functions of a package of its own. */
export function fastTransform({ module, text, format, settings }: TransformInput): Transformed | null {
  const lang = languageOf(module);
  const options: TransformOptions = {
    lang,
    sourceType: format,
    target: 'es2023',
    sourcemap: true,
    typescript: { onlyRemoveTypeImports: settings.keepsImports },
  };
  if (lang.endsWith('x')) options.jsx = jsxOptions(settings.jsx);
  const { code, map, errors, helpersUsed } = transformSync(module, text, options);
  const error = errors.find(({ severity }) => severity === 'Error');
  if (error) throw new TypeScriptFailure(error.message, utf16Offset(text, offender(error.labels)));
  if (errors.length > 0 || Object.keys(helpersUsed).length > 0) return null;
  return { code: format === 'commonjs' ? withoutMarker(code) : code, mappings: map?.mappings ?? '' };
}

function languageOf(module: string): 'ts' | 'tsx' | 'jsx' {
  if (module.endsWith('.jsx')) return 'jsx';
  return module.endsWith('x') ? 'tsx' : 'ts';
}

function jsxOptions(jsx: TransformInput['settings']['jsx']): JsxOptions {
  const { runtime, development, importSource, factory, fragment } = jsx;
  const classic = runtime === 'classic';
  return {
    runtime: classic ? 'classic' : 'automatic',
    development,
    throwIfNamespace: false,
    ...(!classic && importSource !== null && { importSource }),
    ...(classic && factory !== null && { pragma: factory }),
    ...(classic && fragment !== null && { pragmaFrag: fragment }),
  };
}

/** `export {}` stands for imports and exports that were types alone; a CommonJS module has no use for it. */
function withoutMarker(code: string): string {
  return code.replace(/(^|\n)export \{\};\n?$/, '$1');
}

/** Of several labelled places the last is where reading had to stop: a name declared twice, its second declaration. */
function offender(labels: readonly { readonly start: number }[]): number {
  return Math.max(0, ...labels.map(({ start }) => start));
}

/** The transform counts bytes of UTF-8. */
function utf16Offset(text: string, bytes: number): number {
  return Buffer.from(text, 'utf8').subarray(0, bytes).toString('utf8').length;
}
