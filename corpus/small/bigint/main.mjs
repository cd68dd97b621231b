// Whole numbers without end: factorials, modular powers, primality, Fibonacci by doubling, fractions.
function factorial(n) {
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let b = base % modulus, e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % modulus;
    b = (b * b) % modulus;
  }
  return result;
}

function isPrime(n) {
  if (n < 4n) return n > 1n;
  if (n % 2n === 0n) return false;
  let [d, r] = [n - 1n, 0];
  while (d % 2n === 0n) [d, r] = [d / 2n, r + 1];
  witness: for (const a of [2n, 3n, 5n, 7n, 11n, 13n, 17n]) {
    if (a >= n) continue;
    let x = power(a, d, n);
    if (x === 1n || x === n - 1n) continue;
    for (let i = 1; i < r; i++) {
      x = (x * x) % n;
      if (x === n - 1n) continue witness;
    }
    return false;
  }
  return true;
}

function fibonacci(n) {
  const doubled = (k) => {
    if (k === 0) return [0n, 1n];
    const [a, b] = doubled(k >> 1);
    const [c, d] = [a * (2n * b - a), a * a + b * b];
    return k & 1 ? [d, c + d] : [c, d];
  };
  return doubled(n)[0];
}

/** The harmonic number as an exact fraction. */
function harmonic(n) {
  const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));
  let [p, q] = [0n, 1n];
  for (let k = 1n; k <= n; k++) {
    [p, q] = [p * k + q, q * k];
    const g = gcd(p, q);
    [p, q] = [p / g, q / g];
  }
  return `${p}/${q}`;
}

console.log(factorial(30n), factorial(100n).toString().length);
console.log(power(3n, 10n ** 30n, 10n ** 9n + 7n));
console.log([2n, 91n, 97n, 2n ** 61n - 1n, 2n ** 67n - 1n].map(isPrime));
console.log(fibonacci(300));
console.log(harmonic(25n));
console.log(typeof 1n, 7n / -2n, -7n % 3n, BigInt.asUintN(8, -1n), BigInt.asIntN(8, 255n), 0x1fn, 1n < 2, 2n == 2, 1n + BigInt(2));
console.log(BigInt('123456789012345678901234567890') % 97n, (12345n).toString(36), [3n, 1n, 2n].sort(), { big: -5n });
