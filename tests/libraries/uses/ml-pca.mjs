// reduce: principal components of 120 rows with five correlated columns

import { PCA } from 'ml-pca';
import { print } from '../print.cjs';

const rows = Array.from({ length: 120 }, (_, i) => [
  i % 7,
  (i % 7) * 2 + (i % 3),
  i % 5,
  (i % 5) - (i % 7),
  (i * 11) % 13,
]);

function reduce(data) {
  const pca = new PCA(data, { scale: true });
  return {
    variance: pca.getExplainedVariance().map((v) => v.toFixed(8)),
    first: Math.abs(pca.predict(data).get(0, 0)).toFixed(6),
  };
}

print(reduce(rows));
