// query: filters, wildcards and recursive descent

import { JSONPath } from 'jsonpath-plus';
import { print } from '../print.cjs';

const shop = {
  book: Array.from({ length: 300 }, (_, i) => ({ title: `b${i}`, price: (i * 7) % 31, tags: ['x', i % 2] })),
};

function query(json) {
  const cheap = JSONPath({ path: '$.book[?(@.price < 3)].title', json, eval: 'safe' });
  return {
    cheap,
    prices: JSONPath({ path: '$..price', json }).length,
    last: JSONPath({ path: '$.book[-1:].tags[*]', json }),
  };
}

print(query(shop));
