// A promise that nobody handles: what was printed stays, the exit code is 1.
async function step(n) {
  await null;
  if (n > 2) throw new TypeError(`step ${n} failed`);
  return n * 2;
}

function prepare(count) {
  return Array.from({ length: count }, (_, i) => i + 1);
}

const steps = prepare(4);
console.log(steps);
(async () => {
  for (const n of steps) console.log('step', n, await step(n));
})();
console.log('started');
