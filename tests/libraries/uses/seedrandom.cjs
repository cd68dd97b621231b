// simulate (--seed 1): a seeded generator, its state saved and restored, and alea
const { print } = require('../print.cjs');
const seedrandom = require('seedrandom');

function simulate(steps) {
  const draw = seedrandom('rote', { state: true });
  let inside = 0;
  for (let i = 0; i < steps; i += 1) if (draw() ** 2 + draw() ** 2 < 1) inside += 1;
  const again = seedrandom('', { state: draw.state() });
  return {
    pi: (4 * inside) / steps,
    same: draw() === again(),
    int: seedrandom.alea('x').int32(),
    quick: seedrandom('b').quick(),
  };
}

print(simulate(20_000));
