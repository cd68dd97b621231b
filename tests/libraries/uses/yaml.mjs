// edit: a document changed in place with its comments kept

import { parse, parseDocument, stringify } from 'yaml';
import { print } from '../print.cjs';

function edit(count) {
  const text = `# settings\nname: x # the name\nitems:\n${Array.from({ length: count }, (_, i) => `  - { id: ${i}, on: ${i % 2 === 0} }`).join('\n')}\n`;
  const doc = parseDocument(text);
  doc.setIn(['items', 1, 'id'], 'changed');
  doc.set('added', [1, { two: 2 }]);
  return {
    head: doc.toString().slice(0, 110),
    items: parse(text).items.length,
    text: stringify({ a: 'multi\nline', b: [null, 1.5, true] }),
  };
}

print(edit(150));
