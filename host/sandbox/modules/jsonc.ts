/** JSON as configuration files have it: with comments, and commas that nothing follows. */

const STRING = String.raw`"(?:[^"\\]|\\[\s\S])*"?`;
const COMMENT = new RegExp(String.raw`${STRING}|\/\/[^\n]*|\/\*[\s\S]*?\*\/`, 'g');
const LAST_COMMA = new RegExp(String.raw`${STRING}|,(?=\s*[}\]])`, 'g');

/** Throws a `SyntaxError`, whose words must not be shown: they quote the file. */
export function parseJsonc(text: string): unknown {
  const blank = (found: string): string => (found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '));
  const plain = text
    .replace(/^\ufeff/, ' ')
    .replace(COMMENT, blank)
    .replace(LAST_COMMA, blank);
  return plain.trim() === '' ? {} : JSON.parse(plain);
}
