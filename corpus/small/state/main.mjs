// Things that remember: a module-level cache, a lazy singleton, an event bus, an id counter, a mutable config.
const cache = new Map();
let lookups = 0;
let nextId = 1;
const config = { unit: 'km', digits: 2 };

function expensive(n) {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum += Math.sqrt(i);
  return Number(sum.toFixed(6));
}

function cached(n) {
  lookups += 1;
  if (!cache.has(n)) cache.set(n, expensive(n));
  return cache.get(n);
}

let instance;
function registry() {
  return (instance ??= { created: nextId++, names: [] });
}

function register(name) {
  registry().names.push(name);
  return `${name}#${nextId++}`;
}

function format(distance) {
  const factor = config.unit === 'km' ? 1 : 0.621371;
  return `${(distance * factor).toFixed(config.digits)} ${config.unit}`;
}

function configure(changes) {
  Object.assign(config, changes);
}

class Bus {
  #handlers = {};

  on(type, handler) {
    (this.#handlers[type] ??= []).push(handler);
    return () => (this.#handlers[type] = this.#handlers[type].filter((h) => h !== handler));
  }

  emit(type, ...payload) {
    return (this.#handlers[type] ?? []).map((handler) => handler(...payload));
  }
}

console.log(cached(500), cached(800), cached(500), lookups, [...cache.keys()]);
console.log(register('ada'), register('bob'), registry(), nextId);
console.log(format(42.195), format(10));
configure({ unit: 'mi', digits: 1 });
console.log(format(42.195), format(10), config);
const bus = new Bus();
let heard = 0;
const off = bus.on('add', (n) => (heard += n));
bus.on('add', (n) => n * 100);
console.log(bus.emit('add', 2), bus.emit('nothing'), heard);
off();
console.log(bus.emit('add', 5), heard, expensive(100));
