/** What can be told of a text's format without parsing it: a short script is then read by nobody before it runs. */

/** Without one of these words, and without a redeclaration, nothing fails as CommonJS for being a module. */
const MODULE_WORD = /\b(?:import|export|await)\b/;
/** `const module = …`: fails in a CommonJS wrapper, which has such a parameter, and in no module. */
const REDECLARATION = /\b(?:let|const|class)\b[^=;]{0,200}?\b(?:exports|require|module|__filename|__dirname)\b/;
/** Blank space, comments, and the directives and semicolons that may come before the first statement. */
const PREAMBLE = /^(?:#![^\n]*)?(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(['"])use strict\1\s*;?)*/;
const MODULE_STATEMENT = /^(?:import\b(?!\s*[(.])|export\b)/;

/** Whether JavaScript is an ES module; undefined where only its syntax tells. */
export function isModuleByWords(text: string): boolean | undefined {
  if (!hasModuleWord(text) && !REDECLARATION.test(text)) return false;
  return MODULE_STATEMENT.test(text.slice(PREAMBLE.exec(text)?.[0].length ?? 0)) ? true : undefined;
}

/** Whether a text has a word that only modules need; TypeScript without one is none. */
export function hasModuleWord(text: string): boolean {
  return MODULE_WORD.test(text);
}
