// normalize: cloneDeep, merge, camelCase, debounce-free helpers, isEqual

import { camelCase, cloneDeep, isEqual, mapKeys, merge, pickBy, range, words } from 'lodash-es';
import { print } from '../print.cjs';

const records = range(2_000).map((i) => ({
  user_id: i,
  'first-name': `n ${i % 17}`,
  empty: null,
  nested: { a: i % 3 },
}));

function normalize(rows) {
  const clean = rows.map((row) =>
    mapKeys(
      pickBy(cloneDeep(row), (value) => value !== null),
      (_, key) => camelCase(key),
    ),
  );
  const same = clean.filter((row) => isEqual(row.nested, { a: 1 })).length;
  return { same, merged: merge({}, ...clean.slice(0, 20)), words: words('fred, barney, & pebbles').length };
}

print(normalize(records));
