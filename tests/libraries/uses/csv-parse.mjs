// load: columns, casts, quoted newlines and a filter, synchronously

import { parse } from 'csv-parse/sync';
import { print } from '../print.cjs';

const text = `id;when;note\n${Array.from({ length: 3_000 }, (_, i) => `${i};2024-01-${String((i % 28) + 1).padStart(2, '0')};"line ${i}\nmore"`).join('\n')}\n`;

function load(csv) {
  const cast = (value, { column }) => (column === 'id' ? Number(value) : value);
  const rows = parse(csv, { columns: true, delimiter: ';', cast, on_record: (row) => (row.id % 3 === 0 ? row : null) });
  return { count: rows.length, last: rows.at(-1), days: new Set(rows.map(({ when }) => when)).size };
}

print(load(text));
