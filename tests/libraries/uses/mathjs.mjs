// solve: matrices, units, symbolic derivatives, fractions and complex numbers

import {
  complex,
  derivative,
  det,
  evaluate,
  format,
  fraction,
  inv,
  lusolve,
  matrix,
  multiply,
  simplify,
  unit,
} from 'mathjs';
import { print } from '../print.cjs';

function solve(size) {
  const a = matrix(
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? size : (i * j) % 5))),
  );
  return {
    det: format(det(a), 10),
    trace: format(multiply(a, inv(a)).get([1, 1]), 10),
    x: format(
      lusolve(
        [
          [2, 1],
          [1, 3],
        ],
        [3, 5],
      ),
      10,
    ),
    slope: derivative('x^3 + sin(x)', 'x').toString(),
    small: simplify('2x + 3x - x').toString(),
    unit: unit('5 km/h').to('m/s').format(8),
    value: evaluate('sqrt(3^2 + 4^2) * n', { n: 2 }),
    third: fraction(1, 3).add(fraction(1, 6)).toString(),
    i: complex('2+3i').mul('1-i').toString(),
  };
}

print(solve(12));
