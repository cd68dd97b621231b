// save: rows with quotes, dates and a header, synchronously

import { stringify } from 'csv-stringify/sync';
import { print } from '../print.cjs';

function save(count) {
  const rows = Array.from({ length: count }, (_, i) => ({
    i,
    text: `say "${i}"`,
    at: new Date(i * 1e9),
    ok: i % 2 === 0,
  }));
  const text = stringify(rows, {
    header: true,
    cast: { date: (d) => d.toISOString().slice(0, 10), boolean: String },
    quoted_match: /say/,
  });
  return { length: text.length, head: text.split('\n').slice(0, 4) };
}

print(save(3_000));
