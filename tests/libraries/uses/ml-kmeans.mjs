// cluster: 300 points into four groups from given centres

import { kmeans } from 'ml-kmeans';
import { print } from '../print.cjs';

const points = Array.from({ length: 300 }, (_, i) => [
  (i % 4) * 10 + ((i * 7) % 5) / 3,
  (i % 2) * 8 + ((i * 11) % 7) / 4,
]);

function cluster(data) {
  const { clusters, centroids, iterations } = kmeans(data, 4, { initialization: data.slice(0, 4), maxIterations: 50 });
  return { sizes: [0, 1, 2, 3].map((k) => clusters.filter((c) => c === k).length), centroids, iterations };
}

print(cluster(points));
