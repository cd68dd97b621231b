// evaluate: aggregation, grouping and a lambda, asynchronously

import jsonata from 'jsonata';
import { print } from '../print.cjs';

const order = {
  rows: Array.from({ length: 60 }, (_, i) => ({ sku: `s${i % 7}`, qty: (i % 5) + 1, price: (i * 13) % 41 })),
};

async function evaluate(input) {
  const totals = await jsonata('rows{sku: $sum($.(qty * price))}').evaluate(input);
  const best = await jsonata('$sort(rows, function($a, $b) { $a.price < $b.price })[0].sku').evaluate(input);
  return { totals, best };
}

print(await evaluate(order));
