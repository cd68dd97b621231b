class Matrix {
  constructor(rows) {
    this.rows = rows;
  }

  times({ rows: other }) {
    return new Matrix(this.rows.map((row) => other[0].map((_, j) => row.reduce((sum, v, k) => sum + v * other[k][j], 0))));
  }
}

module.exports = {
  Matrix,
  identity: (n) => new Matrix(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j)))),
};
