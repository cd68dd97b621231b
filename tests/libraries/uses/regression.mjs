// fit: linear, exponential, logarithmic, power and polynomial models

import regression from 'regression';
import { print } from '../print.cjs';

const data = Array.from({ length: 200 }, (_, i) => [i + 1, 3 * (i + 1) ** 1.5 + ((i * 7) % 11)]);

function fit(points) {
  const models = ['linear', 'exponential', 'logarithmic', 'power'].map((name) => [
    name,
    regression[name](points, { precision: 4 }),
  ]);
  const cubic = regression.polynomial(points.slice(0, 50), { order: 3, precision: 5 });
  return [...models, ['polynomial', cubic]].map(([name, { equation, r2, string }]) => [name, equation, r2, string]);
}

print(fit(data));
