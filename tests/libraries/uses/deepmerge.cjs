// configure: layered settings with an array rule of its own
const { print } = require('../print.cjs');
const deepmerge = require('deepmerge');

const layer = (i) => ({
  server: { [`port${i % 5}`]: i, tags: [i] },
  list: [{ id: i }],
  [`k${i}`]: { deep: { er: i } },
});

function configure(count) {
  const layers = Array.from({ length: count }, (_, i) => layer(i));
  const all = deepmerge.all(layers, { arrayMerge: (a, b) => [...a.slice(-2), ...b] });
  return { ports: all.server, last: all.list, keys: Object.keys(all).length };
}

print(configure(200));
