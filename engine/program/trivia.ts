/** Finding tokens that the syntax tree has no node for. */

const TRIVIA = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;

/** The offset of the first token at or after `offset`: white space and comments are skipped. */
export function skipTrivia(text: string, offset: number): number {
  TRIVIA.lastIndex = offset;
  TRIVIA.test(text);
  return TRIVIA.lastIndex;
}

/** The offset after `token`, which stands at or after `offset` behind nothing but trivia and the given punctuators. */
export function afterToken(text: string, offset: number, token: string, passing = ''): number {
  let at = skipTrivia(text, offset);
  while (!text.startsWith(token, at)) {
    if (!passing.includes(text.charAt(at)) || at >= text.length) throw new Error(`no ${token} after offset ${offset}`);
    at = skipTrivia(text, at + 1);
  }
  return at + token.length;
}
