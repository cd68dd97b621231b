console.log('tool loaded');
module.exports = function factor(n) {
  const factors = [];
  for (let p = 2; n > 1; p++) for (; n % p === 0; n /= p) factors.push(p);
  return factors;
};
