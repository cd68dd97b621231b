import type { Matrix } from './matrix.ts';

/** Mean absolute error of ridge regression for several penalties, over folds. */
export function ridgeErrors(table: Matrix, answers: Float64Array, penalties: readonly number[], folds: number): number[] {
  return penalties.map((penalty) => {
    let off = 0;
    for (let fold = 0; fold < folds; fold++) off += foldError(table, answers, penalty, fold, folds);
    return off / table.rows;
  });
}

function foldError(table: Matrix, answers: Float64Array, penalty: number, fold: number, folds: number): number {
  const { data, rows, columns } = table;
  const weights = fit(table, answers, penalty, fold, folds);
  let off = 0;
  for (let i = fold; i < rows; i += folds) {
    let guess = weights[columns]!;
    for (let c = 0; c < columns; c++) guess += weights[c]! * data[i * columns + c]!;
    off += Math.abs(guess - answers[i]!);
  }
  return off;
}

/** Coordinate descent; the last weight is the constant and is not shrunk. */
function fit(table: Matrix, answers: Float64Array, penalty: number, fold: number, folds: number): Float64Array {
  const { data, rows, columns } = table;
  const weights = new Float64Array(columns + 1);
  const residual = answers.slice();
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let c = 0; c <= columns; c++) {
      let dot = 0;
      let square = c === columns ? 0 : penalty;
      for (let i = 0; i < rows; i++) {
        if (i % folds === fold) continue;
        const x = c === columns ? 1 : data[i * columns + c]!;
        dot += x * residual[i]!;
        square += x * x;
      }
      const step = (dot - (c === columns ? 0 : penalty * weights[c]!)) / square;
      weights[c]! += step;
      for (let i = 0; i < rows; i++) residual[i]! -= step * (c === columns ? 1 : data[i * columns + c]!);
    }
  }
  return weights;
}
