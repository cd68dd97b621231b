// analyse: derive, groupby, rollup, join and a csv export

import { desc, from, op, table } from 'arquero';
import { print } from '../print.cjs';

const sales = Array.from({ length: 2_000 }, (_, i) => ({ shop: i % 9, month: i % 12, amount: (i * 37) % 211 }));

function analyse(rows) {
  const shops = table({ shop: [0, 1, 2, 3], town: ['Bern', 'Graz', 'Linz', 'Chur'] });
  return from(rows)
    .derive({ half: (d) => (d.month < 6 ? 'first' : 'second'), tax: (d) => op.round(d.amount * 0.19) })
    .groupby('shop', 'half')
    .rollup({ n: op.count(), sum: op.sum('amount'), mid: op.median('tax') })
    .join(shops)
    .orderby(desc('sum'), 'half')
    .toCSV();
}

print(analyse(sales));
