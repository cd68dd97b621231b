// compare (--clock 2026-01-31T12:00:00Z): words, lines and a patch that is applied again

import { applyPatch, createPatch, diffChars, diffLines, diffWords } from 'diff';
import { print } from '../print.cjs';

const lines = (count, skip) =>
  `${Array.from({ length: count }, (_, i) => (i % skip === 0 ? `changed ${i}` : `line ${i % 9}`)).join('\n')}\n`;

function compare(count) {
  const [a, b] = [lines(count, 17), lines(count, 23)];
  const patch = createPatch('f.txt', a, b);
  const words = diffWords('the quick brown fox', 'the slow brown dog jumps').map(
    ({ value, added, removed }) => `${added ? '+' : removed ? '-' : ''}${value}`,
  );
  return {
    parts: diffLines(a, b).length,
    patch: patch.length,
    applied: applyPatch(a, patch) === b,
    words,
    chars: diffChars('kitten', 'sitting').length,
  };
}

print(compare(300));
