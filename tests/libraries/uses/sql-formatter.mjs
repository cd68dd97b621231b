// tidy: queries in two dialects with upper-case keywords

import { format } from 'sql-formatter';
import { print } from '../print.cjs';

function tidy(count) {
  const query = `with t as (select a.id, sum(b.x) filter (where b.y > 1) s from a left join b on a.id=b.id group by 1) ${Array.from({ length: count }, (_, i) => `select ${i} n, case when s > ${i} then 'x' else null end from t`).join(' union all ')}`;
  const text = format(query, { language: 'postgresql', keywordCase: 'upper', tabWidth: 2 });
  return {
    lines: text.split('\n').length,
    head: text.slice(0, 150),
    other: format('select `a` from `t` limit 1', { language: 'mysql' }),
  };
}

print(tidy(20));
