// minify: selectors counted, colours collected, text generated again

import { generate, parse, walk } from 'css-tree';
import { print } from '../print.cjs';

const css = Array.from(
  { length: 120 },
  (_, i) =>
    `/* c */ .a${i} > b:nth-child(${i + 1}n), #x { color: #${(i * 7919 + 4096).toString(16).slice(0, 3)}; margin: calc(1px + ${i}%) auto }`,
).join('\n');

function minify(text) {
  const tree = parse(text);
  const seen = {};
  walk(tree, ({ type }) => {
    seen[type] = (seen[type] ?? 0) + 1;
  });
  const small = generate(tree);
  return { seen, length: small.length, head: small.slice(0, 90) };
}

print(minify(css));
