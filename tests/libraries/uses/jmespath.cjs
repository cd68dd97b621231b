// query: projections, filters, sorting and functions
const { print } = require('../print.cjs');
const jmespath = require('jmespath');

const machines = {
  list: Array.from({ length: 500 }, (_, i) => ({ name: `m${i}`, load: (i * 37) % 101, up: i % 4 !== 0 })),
};

function query(data) {
  return {
    busy: jmespath.search(data, 'reverse(sort_by(list[?up && load > `90`], &load))[:3].{n: name, l: load}'),
    mean: jmespath.search(data, 'avg(list[*].load)'),
    down: jmespath.search(data, 'length(list[?!up])'),
  };
}

print(query(machines));
