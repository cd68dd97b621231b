// decompose: products, inverse, eigenvalues, QR and singular values of a 24 by 24 matrix

import { EigenvalueDecomposition, inverse, Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { print } from '../print.cjs';

function decompose(size) {
  const a = new Matrix(
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => ((i * j + i + j) % 7) + (i === j ? size : 0)),
    ),
  );
  const near = (n) => Number(n.toFixed(7));
  const s = a.mmul(a.transpose());
  return {
    trace: near(a.mmul(inverse(a)).trace()),
    eigen: new EigenvalueDecomposition(s).realEigenvalues.slice(-2).map((n) => n.toFixed(4)),
    rank: new SingularValueDecomposition(a).rank,
    r: Math.abs(near(new QrDecomposition(a).upperTriangularMatrix.get(0, 0))),
  };
}

print(decompose(24));
