// smooth: views, strides, transposes and picks over a 100 by 100 grid
const { print } = require('../print.cjs');
const ndarray = require('ndarray');

function smooth(size) {
  const grid = ndarray(
    Float64Array.from({ length: size * size }, (_, i) => (i * 31) % 97),
    [size, size],
  );
  const inner = grid.lo(1, 1).hi(size - 2, size - 2);
  let sum = 0;
  for (let i = 0; i < inner.shape[0]; i += 1) for (let j = 0; j < inner.shape[1]; j += 1) sum += inner.get(i, j);
  return {
    sum,
    stride: grid.transpose(1, 0).stride,
    row: grid.pick(3, null).get(5),
    step: grid.step(2, -1).shape,
    order: grid.order,
  };
}

print(smooth(100));
