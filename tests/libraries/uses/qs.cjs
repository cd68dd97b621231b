// queries: nested objects and arrays to a query and back
const { print } = require('../print.cjs');
const qs = require('qs');

function queries(count) {
  const value = {
    filter: { name: 'ä ö', tags: Array.from({ length: count }, (_, i) => `t${i}`) },
    page: { size: 10, deep: { er: null } },
  };
  const text = qs.stringify(value, { arrayFormat: 'brackets' });
  return {
    length: text.length,
    head: text.slice(0, 90),
    back: qs.parse(text, { arrayLimit: 1_000 }).filter.tags.length,
    comma: qs.parse('a=1,2&b[x][y]=3', { comma: true }),
  };
}

print(queries(300));
