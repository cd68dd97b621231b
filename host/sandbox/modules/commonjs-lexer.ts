/** The one door to `cjs-module-lexer`, with which node tells the export names of a CommonJS module from its text. */
import { initSync, parse } from 'cjs-module-lexer';

export interface Lexed {
  readonly names: readonly string[];
  /** Specifiers whose names are exported on: `module.exports = require('x')`. */
  readonly reexports: readonly string[];
}

let ready = false;

/** A text that the lexer cannot read has no names, as under node. */
export function lexCommonJs(text: string): Lexed {
  // The lexer is WebAssembly: it is compiled when a CommonJS module is first imported by name.
  if (!ready) initSync();
  ready = true;
  try {
    const { exports, reexports } = parse(text);
    return { names: exports, reexports };
  } catch {
    return { names: [], reexports: [] };
  }
}
