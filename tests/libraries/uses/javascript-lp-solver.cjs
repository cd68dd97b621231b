// plan (--clock 2026-01-31T12:00:00Z): a linear programme, and one with whole numbers
const { print } = require('../print.cjs');
const solver = require('javascript-lp-solver');

function plan(count) {
  const variables = {};
  const ints = {};
  for (let i = 0; i < count; i += 1) {
    variables[`x${i}`] = { profit: 10 + ((i * 7) % 13), wood: 2 + (i % 5), labour: 1 + (i % 3), [`x${i}`]: 1 };
    if (i < 6) ints[`x${i}`] = 1;
  }
  const constraints = { wood: { max: 90 }, labour: { max: 50 } };
  for (let i = 0; i < count; i += 1) constraints[`x${i}`] = { max: 4 };
  return solver.Solve({ optimize: 'profit', opType: 'max', constraints, variables, ints });
}

print(plan(15));
