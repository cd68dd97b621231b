// report: pipe, groupBy, reduceBy, lenses and transduce

import * as R from 'ramda';
import { print } from '../print.cjs';

const orders = R.times((i) => ({ customer: { id: i % 40 }, total: (i * 37) % 501 }), 4_000);

const idLens = R.lensPath(['customer', 'id']);
const totals = R.reduceBy(
  (sum, { total }) => sum + total,
  0,
  (order) => String(R.view(idLens, order)),
);

function report(rows) {
  const top = R.pipe(totals, R.toPairs, R.sortWith([R.descend(R.last), R.ascend(R.head)]), R.take(3));
  const evens = R.transduce(
    R.compose(
      R.map(R.prop('total')),
      R.filter((n) => n % 2 === 0),
    ),
    R.add,
    0,
    rows,
  );
  return { top: top(rows), evens, moved: R.set(idLens, 'new', rows[0]) };
}

print(report(orders));
