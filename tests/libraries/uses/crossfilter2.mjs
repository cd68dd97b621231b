// slice: dimensions, filters and grouped sums over 10,000 payments

import crossfilter from 'crossfilter2';
import { print } from '../print.cjs';

function slice(size) {
  const payments = Array.from({ length: size }, (_, i) => ({
    hour: i % 24,
    total: (i * 31) % 197,
    type: 'abc'[i % 3],
  }));
  const data = crossfilter(payments);
  const [hours, types] = [data.dimension((d) => d.hour), data.dimension((d) => d.type)];
  const sums = types.group().reduceSum((d) => d.total);
  hours.filterRange([8, 17]);
  return { all: sums.all(), count: data.groupAll().value(), top: hours.top(2) };
}

print(slice(10_000));
