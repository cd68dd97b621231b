// Leaves in the middle, with a code, after saying goodbye; what comes later is never reached.
function check(values, limit) {
  let sum = 0;
  for (const value of values) {
    sum += value;
    if (sum > limit) return { ok: false, sum };
  }
  return { ok: true, sum };
}

function leave(code) {
  console.log('leaving with', code);
  process.exit(code);
}

process.on('exit', (code) => console.log('exit handler', code));
setTimeout(() => console.log('never'), 1);
console.log(check([1, 2, 3], 10));
const result = check([5, 6, 7], 10);
console.log(result);
try {
  if (!result.ok) leave(7);
} finally {
  console.log('not reached either');
}
