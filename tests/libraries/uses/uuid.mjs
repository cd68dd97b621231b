// names: version 5 and 3 identifiers, parsed and checked

import { NIL, parse, stringify, v3, v5, validate, version } from 'uuid';
import { print } from '../print.cjs';

function names(count) {
  const all = Array.from({ length: count }, (_, i) => v5(`item ${i}`, v5.URL));
  return {
    last: all.at(-1),
    distinct: new Set(all).size,
    md5: v3('x', v3.DNS),
    same: stringify(parse(all[0])) === all[0],
    checks: [validate(NIL), version(all[0])],
  };
}

print(names(300));
