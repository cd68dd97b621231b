// load: anchors, merges, dates, block text, and a dump with flow levels

import { dump, load as read } from 'js-yaml';
import { print } from '../print.cjs';

const item = (i) =>
  `- id: ${i}\n  <<: *base\n  when: 2024-01-${String((i % 28) + 1).padStart(2, '0')}\n  text: |\n    line ${i}\n    more\n  list: [1, 0x1f, ~, "q\\t"]\n`;

function load(count) {
  const text = `base: &base { kind: row, ok: yes }\nrows:\n${Array.from({ length: count }, (_, i) => item(i).replace(/^/gm, '  ').trimEnd()).join('\n')}\n`;
  const value = read(text);
  return {
    rows: value.rows.length,
    last: value.rows.at(-1),
    dumped: dump(value.rows.slice(0, 2), { flowLevel: 2, sortKeys: true }),
  };
}

print(load(100));
