// load: comments, trailing commas, hexadecimal numbers and single quotes
const { print } = require('../print.cjs');
const JSON5 = require('json5');

function load(count) {
  const text = `// list\n[${Array.from({ length: count }, (_, i) => `{ id: 0x${i.toString(16)}, 'name': 'it\\'s ${i}', n: +.5, /* no */ inf: -Infinity, },`).join('\n')}]`;
  const rows = JSON5.parse(text);
  return {
    rows: rows.length,
    sum: rows.reduce((a, { id, n }) => a + id + n, 0),
    last: rows.at(-1).name,
    text: JSON5.stringify(rows.slice(0, 1), null, 1),
  };
}

print(load(300));
