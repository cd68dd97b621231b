// The order of things: microtasks, combinators, rejections, and async functions that call each other.
const later = (value, rounds = 1) => {
  let promise = Promise.resolve(value);
  for (let i = 1; i < rounds; i++) promise = promise.then((v) => v);
  return promise;
};

async function fetchPrice(item) {
  await null;
  const prices = { apple: 30, pear: 45, plum: 12 };
  if (!(item in prices)) throw new Error(`no price for ${item}`);
  return prices[item];
}

async function total(basket) {
  let sum = 0;
  for (const [item, count] of Object.entries(basket)) sum += (await fetchPrice(item)) * count;
  return sum;
}

async function cheapest(items) {
  const prices = await Promise.all(items.map(fetchPrice));
  const least = Math.min(...prices);
  return items[prices.indexOf(least)];
}

async function orDefault(promise, fallback) {
  try {
    return await promise;
  } catch {
    return fallback;
  } finally {
    console.log('asked');
  }
}

const order = [];
queueMicrotask(() => order.push('microtask'));
later('slow', 3).then((v) => order.push(v));
later('fast').then((v) => order.push(v));
order.push('sync');

console.log(await total({ apple: 2, plum: 5 }));
console.log(await cheapest(['apple', 'pear', 'plum']));
console.log(await orDefault(fetchPrice('kiwi'), -1), await orDefault(fetchPrice('pear'), -1));
console.log(await Promise.allSettled([fetchPrice('pear'), Promise.reject('no')]));
console.log(await Promise.any([Promise.reject(1), later('any', 4)]), await Promise.race([later(1, 5), later(2, 2)]));
try {
  await Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))]);
} catch (error) {
  console.log(error.constructor.name, error.errors.map((e) => e.message));
}
const thenable = { then: (resolve) => resolve('thenable') };
console.log(await thenable, order);
console.log(await fetchPrice('fig').then(() => 'found', (error) => error.message));
