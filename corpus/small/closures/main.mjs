// Functions that make functions: counters, pipelines, partial application, once.
const compose = (...steps) => (value) => steps.reduce((result, step) => step(result), value);
const partial = (f, ...first) => (...rest) => f(...first, ...rest);

function once(f) {
  let done = false;
  let result;
  return (...args) => {
    if (!done) [done, result] = [true, f(...args)];
    return result;
  };
}

function counter(start = 0, step = 1) {
  let value = start;
  return { next: () => (value += step), reset: () => (value = start), get value() { return value; } };
}

function countdown(from) {
  const tick = counter(from, -1);
  const seen = [];
  while (tick.next() >= 0) seen.push(tick.value);
  return seen;
}

function primesBelow(limit) {
  const primes = [];
  const tests = [];
  for (let n = 2; n < limit; n++) {
    if (tests.some((divides) => divides(n))) continue;
    primes.push(n);
    const p = n;
    if (p * p < limit) tests.push((m) => m % p === 0);
  }
  return primes;
}

function collatz(n, limit = 1000) {
  const step = (x) => (x % 2 === 0 ? x / 2 : 3 * x + 1);
  let steps = 0;
  for (let x = n; x !== 1 && steps < limit; x = step(x)) steps += 1;
  return steps;
}

const clean = compose((s) => s.trim(), (s) => s.toLowerCase(), (s) => s.replaceAll(' ', '-'));
const area = partial((unit, w, h) => `${w * h} ${unit}²`, 'm');
const load = once((name) => {
  console.log('loading', name);
  return name.length;
});

console.log(clean('  Closures Are Values '));
console.log(area(3, 4), area(2, 2));
console.log(load('first'), load('second'));
console.log(countdown(5));
console.log(primesBelow(60).join(' '));
console.log([27, 97, 871].map((n) => collatz(n)));
const clicks = counter(10, 5);
clicks.next();
clicks.next();
console.log(clicks.value, clicks.reset(), clicks.value);
