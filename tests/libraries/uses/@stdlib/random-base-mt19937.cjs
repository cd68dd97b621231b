// draw: a seeded Mersenne twister and its saved state
const { print } = require('../../print.cjs');
const mt19937 = require('@stdlib/random-base-mt19937');

function draw(count) {
  const twister = mt19937.factory({ seed: 1234 });
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum = (sum + twister()) % 1_000_003;
  const { state } = twister;
  const again = mt19937.factory({ state });
  return {
    sum,
    normalized: twister.normalized().toFixed(10),
    same: twister() === again(),
    state: state.length,
    max: mt19937.MAX,
  };
}

print(draw(5_000));
