// fit: straight, polynomial, power and multivariate regressions

import {
  MultivariateLinearRegression,
  PolynomialRegression,
  PowerRegression,
  SimpleLinearRegression,
} from 'ml-regression';
import { print } from '../print.cjs';

function fit(size) {
  const x = Array.from({ length: size }, (_, i) => i / 10 + 1);
  const y = x.map((v, i) => 2 * v * v - v + ((i * 7) % 11) / 10);
  const near = (list) => list.map((n) => Number(n).toFixed(6));
  const line = new SimpleLinearRegression(x, y);
  return {
    line: near([line.slope, line.intercept, line.score(x, y).r2]),
    curve: near(new PolynomialRegression(x, y, 2).coefficients),
    power: near([new PowerRegression(x, y).B]),
    many: near(
      new MultivariateLinearRegression(
        x.map((v) => [v, v * v]),
        y.map((v) => [v]),
      ).weights.flat(),
    ),
  };
}

print(fit(300));
