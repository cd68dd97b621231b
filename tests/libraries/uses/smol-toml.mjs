// settings: tables, arrays of tables and dates, there and back

import { parse, stringify } from 'smol-toml';
import { print } from '../print.cjs';

function settings(count) {
  const text = `title = "x"\nat = 2024-05-06T07:08:09Z\n${Array.from({ length: count }, (_, i) => `[[row]]\nid = ${i}\nratio = ${i}.5\ntags = ["a", """b\nc"""]\nin = { deep = true }`).join('\n')}`;
  const value = parse(text);
  return {
    at: value.at.toISOString(),
    rows: value.row.length,
    last: value.row.at(-1),
    text: stringify({ a: { b: [1, 2] }, d: [{ x: 'y' }] }),
  };
}

print(settings(150));
