// Taking apart and putting together: patterns, defaults, rest, spread, optional chaining.
const orders = [
  { id: 1, customer: { name: 'Ada', address: { city: 'London' } }, items: [{ sku: 'a1', n: 2 }, { sku: 'b7', n: 1 }] },
  { id: 2, customer: { name: 'Bob' }, items: [] },
  { id: 3, customer: null, items: [{ sku: 'a1', n: 5 }], note: 'gift' },
];
const prices = { a1: 250, b7: 1999 };

function summarize({ id, customer, items: [first, ...others] = [], note: remark = 'none' }) {
  const { name = 'nobody', address: { city = 'unknown' } = {} } = customer ?? {};
  return { id, name, city, first: first?.sku ?? null, others: others.length, remark };
}

function invoice({ items }, tariff, { tax = 0.2, ...options } = {}) {
  const lines = items.map(({ sku, n }) => [sku, n, n * (tariff[sku] ?? 0)]);
  const net = lines.reduce((sum, [, , amount]) => sum + amount, 0);
  return { lines, net, gross: Math.round(net * (1 + tax)), ...options };
}

function swapEnds([first, ...rest]) {
  const last = rest.pop() ?? first;
  return [last, ...rest, first];
}

function deepGet(object, path, fallback) {
  return path.split('.').reduce((at, key) => at?.[key], object) ?? fallback;
}

for (const order of orders) console.log(summarize(order));
console.log(invoice(orders[0], prices), invoice(orders[2], prices, { tax: 0, currency: 'GBP' }));
console.log(swapEnds([1, 2, 3, 4]), swapEnds(['only']));
console.log(deepGet(orders[0], 'customer.address.city', '?'), deepGet(orders[1], 'customer.address.city', '?'));
let [a, b, [c = 3] = []] = [1, 2];
[a, b] = [b, a];
const key = 'dynamic';
const { [key]: value = 'missing', ...others } = { dynamic: 0, x: 1, y: 2 };
console.log(a, b, c, value, others);
const merged = { ...orders[1], ...{ note: undefined }, items: [...orders[0].items, ...orders[2].items] };
console.log(merged, orders[2].customer?.name.length, orders[1].refund?.());
let settings = null;
settings ??= { depth: 0 };
settings.depth ||= 4;
settings.depth &&= settings.depth + 1;
console.log(settings);
