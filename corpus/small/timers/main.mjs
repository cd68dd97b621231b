// Timers: order by due time, cancelled ones, intervals, and a work queue with simulated delays.
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

async function job(name, ms) {
  await sleep(ms);
  return `${name} after ${ms}`;
}

/** Runs jobs, at most so many at once, and reports the order in which they end. */
async function pool(jobs, width) {
  const done = [];
  const queue = [...jobs];
  const worker = async () => {
    while (queue.length > 0) {
      const [name, ms] = queue.shift();
      done.push(await job(name, ms));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return done;
}

function plan(count) {
  const costs = [20, 200, 60, 240];
  return Array.from({ length: count }, (_, i) => [`job${i}`, costs[i % costs.length]]);
}

const events = [];
setTimeout(() => events.push('timeout 20'), 20);
setTimeout(() => events.push('timeout 5'), 5);
const never = setTimeout(() => events.push('never'), 10);
clearTimeout(never);
Promise.resolve().then(() => events.push('microtask'));
process.nextTick(() => events.push('tick'));
let beats = 0;
await new Promise((resolve) => {
  const beat = setInterval(() => {
    events.push(`beat ${++beats}`);
    if (beats === 3) {
      clearInterval(beat);
      resolve();
    }
  }, 60);
});
console.log(events);
console.log(plan(4));
console.log(await pool(plan(4), 2));
console.log(await Promise.race([sleep(30, 'slow'), sleep(3, 'fast')]));
console.log(typeof setImmediate, await new Promise((resolve) => setImmediate(resolve, 'immediate')));
