// aggregate: a table of vectors, written to the IPC format and read again

import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { print } from '../print.cjs';

function aggregate(size) {
  const table = tableFromArrays({
    id: Int32Array.from({ length: size }, (_, i) => i),
    price: Float64Array.from({ length: size }, (_, i) => ((i * 31) % 997) / 4),
    city: Array.from({ length: size }, (_, i) => ['Oslo', 'Lima', 'Rome'][i % 3]),
  });
  const again = tableFromIPC(tableToIPC(table, 'file'));
  let sum = 0;
  for (const price of again.getChild('price')) sum += price;
  return { rows: again.numRows, schema: again.schema.fields.map(String), sum, row: again.get(7).toJSON() };
}

print(aggregate(2_000));
