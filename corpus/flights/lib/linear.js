const TINY = 1e-12;

/** Solves a small symmetric system by Gaussian elimination with pivoting; the rows are used up. */
function solve(rows) {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) if (Math.abs(rows[r][column]) > Math.abs(rows[pivot][column])) pivot = r;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (Math.abs(rows[column][column]) < TINY) throw new RangeError('the features are not independent');
    for (let r = column + 1; r < n; r++) {
      const factor = rows[r][column] / rows[column][column];
      for (let c = column; c <= n; c++) rows[r][c] -= factor * rows[column][c];
    }
  }
  const x = new Array(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    let sum = rows[r][n];
    for (let c = r + 1; c < n; c++) sum -= rows[r][c] * x[c];
    x[r] = sum / rows[r][r];
  }
  return x;
}

/** Ordinary least squares over all rows, or over the picked ones. The last column is the target. */
export function leastSquares({ cells, width, n }, picks) {
  const k = width - 1;
  const sums = Array.from({ length: k }, () => new Array(k + 1).fill(0));
  for (let i = 0; i < n; i++) {
    const at = (picks ? picks[i] : i) * width;
    for (let a = 0; a < k; a++) {
      const x = cells[at + a];
      const row = sums[a];
      for (let b = a; b <= k; b++) row[b] += x * cells[at + b];
    }
  }
  for (let a = 1; a < k; a++) for (let b = 0; b < a; b++) sums[a][b] = sums[b][a];
  return solve(sums);
}
