// survey: a generated TypeScript module with JSX

import { parse } from '@babel/parser';
import { print } from '../../print.cjs';

const source = Array.from(
  { length: 100 },
  (_, i) =>
    `export const C${i}: React.FC<{ n: number }> = ({ n }) => <b key={n as any}>{n satisfies number}</b>; enum E${i} { A = ${i} }`,
).join('\n');

function survey(code) {
  const { program, comments } = parse(code, { sourceType: 'module', plugins: ['typescript', 'jsx'] });
  const kinds = program.body.map(({ type }) => type);
  return {
    body: kinds.length,
    kinds: [...new Set(kinds)],
    end: program.end,
    comments: comments.length,
    line: program.body[7].loc.start,
  };
}

print(survey(source));
