// build: Map, List, Set and OrderedMap with updates in place of mutation

import { fromJS, Map as IMap, Set as ISet, List, OrderedMap } from 'immutable';
import { print } from '../print.cjs';

function build(size) {
  let counts = IMap();
  for (let i = 0; i < size; i += 1) counts = counts.update(`k${(i * 7919) % 211}`, 0, (n) => n + 1);
  const sorted = OrderedMap(counts.sortBy((n, key) => `${999 - n}${key}`)).take(3);
  const deep = fromJS({ a: { b: [1, 2, { c: 3 }] } }).setIn(['a', 'b', 2, 'c'], 4);
  const odd = ISet(List(sorted.values()).map((n) => n % 3));
  return { size: counts.size, sorted: sorted.toJS(), deep: deep.toJS(), odd: odd.toArray(), same: deep.hashCode() };
}

print(build(20_000));
