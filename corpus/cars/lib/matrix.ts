/** A dense matrix, row by row. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.columns; j++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++) sum += a.data[i * a.columns + k]! * b.data[k * b.columns + j]!;
      data[i * b.columns + j] = sum;
    }
  }
  return { data, rows: a.rows, columns: b.columns };
}

/** The matrix of products of columns, AᵀA / n. */
export function gram({ data, rows, columns }: Matrix): Matrix {
  const result = new Float64Array(columns * columns);
  for (let i = 0; i < rows; i++) {
    for (let a = 0; a < columns; a++) {
      for (let b = 0; b < columns; b++) {
        result[a * columns + b]! += (data[i * columns + a]! * data[i * columns + b]!) / rows;
      }
    }
  }
  return { data: result, rows: columns, columns };
}

/** Principal axes by orthogonal iteration, and the share of the variance along each. */
export function components(table: Matrix, rounds: number): { axes: Matrix; shares: number[] } {
  const covariance = gram(table);
  const n = table.columns;
  let axes: Matrix = { data: new Float64Array(n * n), rows: n, columns: n };
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) axes.data[i * n + j] = i === j ? 1 : 1 / (2 + i + j);
  orthonormalize(axes);
  for (let round = 0; round < rounds; round++) {
    axes = multiply(covariance, axes);
    orthonormalize(axes);
  }
  const along = multiply(covariance, axes);
  const variances = Array.from({ length: n }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += axes.data[i * n + j]! * along.data[i * n + j]!;
    return sum;
  });
  const total = variances.reduce((a, b) => a + b, 0);
  return { axes, shares: variances.map((v) => v / total) };
}

/** Gram-Schmidt over the columns, in place. */
function orthonormalize({ data, rows, columns }: Matrix): void {
  for (let j = 0; j < columns; j++) {
    for (let p = 0; p < j; p++) {
      let dot = 0;
      for (let i = 0; i < rows; i++) dot += data[i * columns + j]! * data[i * columns + p]!;
      for (let i = 0; i < rows; i++) data[i * columns + j]! -= dot * data[i * columns + p]!;
    }
    let square = 0;
    for (let i = 0; i < rows; i++) square += data[i * columns + j]! ** 2;
    const length = Math.sqrt(square);
    for (let i = 0; i < rows; i++) data[i * columns + j]! /= length;
  }
}
