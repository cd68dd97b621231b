/** Text with holes, so that a table of texts says what would take a function each. */
import { expr, type Part, stmt, type Tree } from '../tree.ts';
import { argument, number, object, wrap } from './numbers.ts';
import type { Body } from './scope.ts';

/**
 * `<me>` the name declared · `<n>` a small number · `<e>` a number that may call · `<s>` a shallow one · `<o>` an
 * object of the program · `<arg>` what a call is given · `<N …>` a number of what stands inside · `<any>` a type.
 */
const HOLE = /<(me|n|e|s|o|arg|any)>|<N ([^>]*)>/;

/** A statement out of such a text. */
export function statementOf(text: string, me: Part, body: Body): Tree {
  return stmt`${parts(text, me, body)}`;
}

/** An expression out of such a text. */
export function expressionOf(text: string, me: Part, body: Body): Tree {
  return expr`${parts(text, me, body)}`;
}

function parts(text: string, me: Part, body: Body): Part[] {
  const found = HOLE.exec(text);
  if (!found) return text === '' ? [] : [text];
  const [whole, name, inner] = found;
  const before = text.slice(0, found.index);
  const hole = inner === undefined ? fill(name as string, me, body) : wrap(body, expr`${parts(inner, me, body)}`);
  return [...(before === '' ? [] : [before]), hole, ...parts(text.slice(found.index + whole.length), me, body)];
}

function fill(name: string, me: Part, body: Body): Part {
  switch (name) {
    case 'me':
      return me;
    case 'n':
      return body.gen.small();
    case 'e':
      return number(body, 1);
    case 's':
      return number({ ...body, times: 1000 }, 1);
    case 'o':
      return object(body);
    case 'arg':
      return argument(body);
    default:
      return { type: ': any' };
  }
}
