import type { Matrix } from './matrix.ts';

/** Mean absolute error of k nearest neighbours for several k, each car foretold from the other folds. */
export function neighbourErrors(table: Matrix, answers: Float64Array, ks: readonly number[], folds: number): number[] {
  const off = new Array<number>(ks.length).fill(0);
  const most = Math.max(...ks);
  for (let i = 0; i < table.rows; i++) {
    const near = nearest(table, i, most, folds);
    ks.forEach((k, which) => {
      let sum = 0;
      for (let r = 0; r < k; r++) sum += answers[near[r]!]!;
      off[which]! += Math.abs(sum / k - answers[i]!) / table.rows;
    });
  }
  return off;
}

/** The nearest rows that are not in the fold of row i, nearest first. */
function nearest({ data, rows, columns }: Matrix, i: number, most: number, folds: number): number[] {
  const ids: number[] = [];
  const distances: number[] = [];
  for (let j = 0; j < rows; j++) {
    if (j % folds === i % folds) continue;
    let distance = 0;
    for (let c = 0; c < columns; c++) {
      const d = data[i * columns + c]! - data[j * columns + c]!;
      distance += d * d;
    }
    if (ids.length === most && distance >= distances[most - 1]!) continue;
    let at = ids.length;
    while (at > 0 && distances[at - 1]! > distance) at -= 1;
    ids.splice(at, 0, j);
    distances.splice(at, 0, distance);
    if (ids.length > most) {
      ids.pop();
      distances.pop();
    }
  }
  return ids;
}
