// products: strided inner products of long vectors
const { print } = require('../../print.cjs');
const ddot = require('@stdlib/blas-base-ddot');

function products(size) {
  const x = Float64Array.from({ length: size }, (_, i) => (i * 31) % 97);
  const y = Float64Array.from({ length: size }, (_, i) => (i * 7) % 13);
  return [ddot(size, x, 1, y, 1), ddot(size / 2, x, 2, y, -2), ddot.ndarray(10, x, 2, 3, y, 1, 5)];
}

print(products(20_000));
