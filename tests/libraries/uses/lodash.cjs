// summarize (--clock 2026-01-31T12:00:00Z): groupBy, mapValues, sumBy, orderBy and chunk over 20,000 sales
const { print } = require('../print.cjs');
const _ = require('lodash');

const sales = _.times(20_000, (i) => ({ region: `r${i % 13}`, item: (i * 7919) % 101, amount: (i * 31) % 977 }));

function summarize(rows) {
  const byRegion = _.mapValues(_.groupBy(rows, 'region'), (own) => ({
    total: _.sumBy(own, 'amount'),
    best: _.maxBy(own, 'amount').item,
    items: _.uniq(_.map(own, 'item')).length,
  }));
  const ranked = _.orderBy(_.toPairs(byRegion), [([, { total }]) => total], ['desc']);
  return { first: ranked[0], pages: _.chunk(ranked, 4).length, names: _.map(ranked, _.head).map(_.upperFirst) };
}

print(summarize(sales));
