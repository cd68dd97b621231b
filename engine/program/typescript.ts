/** TypeScript and JSX become JavaScript: by the fast transform what it does exactly, by TypeScript's own the rest. */
import { fastTransform } from './fast-transform.ts';
import { mayNestDeeper } from './nesting.ts';
import type { JsxSettings, TypeScriptSettings } from './table.ts';
import { TypeScriptFailure } from './typescript-failure.ts';
import { wholeTransform } from './whole-transform.ts';

/** A source, and how it is meant. */
export interface TransformInput {
  readonly module: string;
  readonly text: string;
  readonly format: 'module' | 'commonjs';
  readonly settings: TypeScriptSettings;
}

export interface Transformed {
  readonly code: string;
  readonly mappings: string;
}

/**
 * By the fast transform, null where it is not exact. Throws a `TypeScriptFailure`. What it leaves as it is (decorators,
 * `accessor`) is no JavaScript: whoever parses the code finds that out, and asks for the other.
 */
export function quickly(input: TransformInput): Transformed | null {
  return isBeyondFast(input) ? null : fastTransform(withJsxOf(input));
}

/** By TypeScript itself. Throws a `TypeScriptFailure`. */
export function wholly(input: TransformInput): Transformed {
  const made = orTooDeep(() => wholeTransform(withJsxOf(input)));
  if ('message' in made) throw new TypeScriptFailure(made.message, made.offset);
  return made;
}

function orTooDeep(transform: () => ReturnType<typeof wholeTransform>): ReturnType<typeof wholeTransform> {
  try {
    return transform();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { message: 'nested too deeply to be read', offset: 0 };
  }
}

/** The fast transform is native: what is nested deeper than its stack ends the process. It bears twice this and more. */
const DEEPEST = 1500;
/** Blocks of one namespace see each other's exports, and exports of it may change. */
const NAMESPACE = /\b(?:namespace|module)\s+[\w$.]+\s*\{/;
const REQUIRED = /\bimport\s+(?:type\s+)?[\w$]+\s*=\s*require\b/;
const EXPORTED = /^[ \t]*export\s*=(?![=>])/m;

/** Told by words that may also stand in a text or comment: then the slower transform does the same. */
function isBeyondFast({ text, format, settings }: TransformInput): boolean {
  if (mayNestDeeper(text, DEEPEST)) return true;
  if (settings.legacyDecorators && text.includes('@')) return true;
  if (settings.assignsFields && /\bclass\b/.test(text)) return true;
  return NAMESPACE.test(text) || (format === 'module' && (REQUIRED.test(text) || EXPORTED.test(text)));
}

/** A pragma of the classic kind asks for that kind, where the project does not say which it wants. */
function withJsxOf(input: TransformInput): TransformInput {
  const { module, settings, text } = input;
  if (!module.endsWith('x') || settings.jsx.runtime !== null) return input;
  const runtime =
    /@jsx(?:Frag)?\s+[\w$.]+/.test(text) && !/@jsxRuntime\s+automatic/.test(text) ? 'classic' : 'automatic';
  const jsx: JsxSettings = { ...settings.jsx, runtime };
  return { ...input, settings: { ...settings, jsx } };
}
