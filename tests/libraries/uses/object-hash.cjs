// digest: hashes of nested objects, unordered sets and dates
const { print } = require('../print.cjs');
const hash = require('object-hash');

function digest(count) {
  const all = Array.from({ length: count }, (_, i) =>
    hash({ i, list: [i % 3, { d: new Date(i * 1e6) }], s: new Set([2, 1]) }),
  );
  return {
    last: all.at(-1),
    distinct: new Set(all).size,
    same: hash({ a: 1, b: 2 }) === hash({ b: 2, a: 1 }),
    md5: hash.MD5([1, 'x']),
  };
}

print(digest(300));
