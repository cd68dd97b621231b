// collect: from, groupBy, mergeMap, scan, bufferCount and reduce

import { bufferCount, filter, from, groupBy, map, mergeMap, range, reduce, scan, toArray, zip } from 'rxjs';
import { print } from '../print.cjs';

function collect(size) {
  const seen = [];
  range(0, size)
    .pipe(
      filter((n) => n % 3 === 0),
      groupBy((n) => n % 5),
      mergeMap((group) => group.pipe(reduce((a, n) => a + n, group.key))),
      toArray(),
    )
    .subscribe((sums) => seen.push(sums));
  zip(from('abc'), range(1, 3))
    .pipe(
      map(([a, n]) => a.repeat(n)),
      scan((a, s) => a + s, ''),
      bufferCount(2),
    )
    .subscribe((s) => seen.push(s));
  return seen;
}

print(collect(20_000));
