import type { Node } from './nodes.ts';

/** The expressions of a program. */
export function parse(source: string): Node[] {
  const tokens = source.match(/[()]|[^\s()]+/g) ?? [];
  const nodes: Node[] = [];
  let at = 0;
  const next = (): Node => {
    const token = tokens[at++];
    if (token === undefined) throw new SyntaxError('unexpected end');
    if (token !== '(') return atom(token);
    const items: Node[] = [];
    while (tokens[at] !== ')') items.push(next());
    at += 1;
    return { type: 'list', items };
  };
  while (at < tokens.length) nodes.push(next());
  return nodes;
}

function atom(token: string): Node {
  const value = Number(token);
  return Number.isNaN(value) ? { type: 'name', name: token } : { type: 'number', value };
}
