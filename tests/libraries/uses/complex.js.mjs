// iterate: escape times of a small Mandelbrot grid

import { Complex } from 'complex.js';
import { print } from '../print.cjs';

function iterate(size) {
  const rows = [];
  for (let y = 0; y < size; y += 1) {
    let row = '';
    for (let x = 0; x < size; x += 1) {
      const c = new Complex((3 * x) / size - 2, (2.4 * y) / size - 1.2);
      let [z, n] = [Complex.ZERO, 0];
      while (n < 20 && z.abs() <= 2) [z, n] = [z.mul(z).add(c), n + 1];
      row += n.toString(21);
    }
    rows.push(row);
  }
  return {
    rows: rows.slice(8, 12),
    root: new Complex('3+4i').sqrt().toString(),
    polar: new Complex({ abs: 2, arg: 0 }).toString(),
  };
}

print(iterate(24));
