// survey: kinds of nodes of a generated module, and an error with its place

import { parse, tokenizer } from 'acorn';
import { print } from '../print.cjs';

const source = Array.from(
  { length: 150 },
  (_, i) =>
    `export async function f${i}({ a, ...b }) { for await (const x of a) yield_${i} ??= x?.[\`t\${i}\`]; return class { #p = ${i}n; }; }`,
).join('\n');

function survey(code) {
  const kinds = {};
  const visit = (node) => {
    if (typeof node?.type === 'string') kinds[node.type] = (kinds[node.type] ?? 0) + 1;
    for (const value of Object.values(node))
      if (value && typeof value === 'object' && !(value instanceof RegExp)) visit(value);
  };
  visit(parse(code, { ecmaVersion: 2024, sourceType: 'module' }));
  let error;
  try {
    parse('let a = ;', { ecmaVersion: 2024 });
  } catch ({ message }) {
    error = message;
  }
  return { kinds, tokens: [...tokenizer('a => a ** 2', { ecmaVersion: 2024 })].length, error };
}

print(survey(source));
