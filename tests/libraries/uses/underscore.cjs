// rank: chain, countBy, indexBy, sortBy and template-free formatting
const { print } = require('../print.cjs');
const _ = require('underscore');

function rank(size) {
  const words = _.range(size).map((i) => ((i * 48271) % 65_537).toString(36).slice(0, 2));
  return _.chain(words)
    .countBy()
    .pairs()
    .sortBy(([word, count]) => [-count, word].join())
    .first(5)
    .object()
    .value();
}

print(rank(20_000));
