// Async generators: pages, a queue between producer and consumer, clean-up on break.
async function* pages(total, size) {
  for (let from = 0; from < total; from += size) {
    await null;
    yield Array.from({ length: Math.min(size, total - from) }, (_, i) => from + i);
  }
}

async function collect(source) {
  const items = [];
  for await (const item of source) items.push(item);
  return items;
}

class Channel {
  #items = [];
  #waiting = [];
  #closed = false;

  push(item) {
    const next = this.#waiting.shift();
    if (next) next({ value: item, done: false });
    else this.#items.push(item);
  }

  close() {
    this.#closed = true;
    for (const next of this.#waiting) next({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() {
    return {
      next: () => {
        if (this.#items.length > 0) return Promise.resolve({ value: this.#items.shift(), done: false });
        if (this.#closed) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve) => this.#waiting.push(resolve));
      },
    };
  }
}

/** Letters by how often they occur. */
function histogram(text) {
  const counts = {};
  for (const letter of text.replace(/\W/g, '').toLowerCase()) counts[letter] = (counts[letter] ?? 0) + 1;
  return Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

async function sumPages(total, size) {
  let sum = 0;
  for await (const page of pages(total, size)) sum += page.reduce((a, b) => a + b, 0);
  return sum;
}

const channel = new Channel();
const reading = collect(channel);
for (const word of ['one', 'two', 'three']) channel.push(word);
queueMicrotask(() => channel.close());
console.log(await reading);
console.log(await collect(pages(7, 3)), await sumPages(100, 7));
console.log(await collect([Promise.resolve(1), 2, Promise.resolve(3)]));
for await (const page of pages(1000, 2)) {
  if (page[0] >= 4) break;
  console.log('page', page);
}
console.log(histogram('An async generator is a generator that waits.').slice(0, 5));
