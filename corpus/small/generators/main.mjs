// Streams made of generators: infinite, lazy, delegated, two-way, abandoned early.
function* naturals(from = 0) {
  for (let n = from; ; n++) yield n;
}

function* take(source, count) {
  if (count <= 0) return;
  for (const item of source) {
    yield item;
    if (--count === 0) return;
  }
}

const map = function* (source, f) {
  for (const item of source) yield f(item);
};

class Tree {
  constructor(value, left, right) {
    Object.assign(this, { value, left, right });
  }

  *[Symbol.iterator]() {
    if (this.left) yield* this.left;
    yield this.value;
    if (this.right) yield* this.right;
  }

  insert(value) {
    const side = value < this.value ? 'left' : 'right';
    if (this[side]) this[side].insert(value);
    else this[side] = new Tree(value);
    return this;
  }
}

function* average() {
  let [sum, count] = [0, 0];
  let value;
  while (true) {
    value = yield count === 0 ? 0 : sum / count;
    sum += value;
    count += 1;
  }
}

function* guarded(log) {
  try {
    yield 'working';
    yield 'still working';
  } finally {
    log.push('closed');
  }
}

/** Sorted values, by way of a tree. */
function treeSort(values) {
  const [first, ...rest] = values;
  const tree = rest.reduce((t, v) => t.insert(v), new Tree(first));
  return [...tree];
}

/** Running means of a list. */
function runningMeans(values) {
  const machine = average();
  machine.next();
  return values.map((v) => machine.next(v).value);
}

function squares(count) {
  return Array.from(take(map(naturals(1), (n) => n * n), count));
}

const log = [];
for (const state of guarded(log)) {
  log.push(state);
  break;
}
console.log(squares(8));
console.log(treeSort([5, 2, 9, 1, 7, 3, 8]));
console.log(runningMeans([2, 4, 9, 1]));
console.log(log, [...'añ🙂'], Math.max(...take(naturals(3), 4)));
const it = guarded(log);
console.log(it.next(), it.return('early'), it.next());
const entries = new Map([['a', 1], ['b', 2]]).entries();
console.log(entries.next().value, [...entries]);
