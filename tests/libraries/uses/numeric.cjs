// solve: a linear system, a minimum, an integral of a differential equation
const { print } = require('../print.cjs');
const numeric = require('numeric');

function solve(size) {
  const a = numeric.rep([size, size], 0).map((row, i) => row.map((_, j) => (i === j ? size : (i + j) % 3)));
  const x = numeric.solve(a, numeric.linspace(1, size, size));
  return {
    norm: numeric.norm2(numeric.sub(numeric.dot(a, x), numeric.linspace(1, size, size))) < 1e-9,
    x0: x[0].toFixed(8),
    det: numeric.det([
      [2, 1],
      [1, 3],
    ]),
    step: numeric
      .dopri(0, 1, 1, (_, y) => -y)
      .at(1)
      .toFixed(5),
  };
}

print(solve(20));
