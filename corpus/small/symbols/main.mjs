// Objects that say how they want to be treated: iteration, conversion, matching, tags, hidden keys.
const secret = Symbol('secret');

class Money {
  constructor(cents, currency = 'EUR') {
    this.cents = cents;
    this.currency = currency;
    this[secret] = cents * 7;
  }

  [Symbol.toPrimitive](hint) {
    if (hint === 'number') return this.cents / 100;
    if (hint === 'string') return `${(this.cents / 100).toFixed(2)} ${this.currency}`;
    return this.cents;
  }

  static [Symbol.hasInstance](value) {
    return typeof value?.cents === 'number';
  }
}

class Range {
  constructor(from, to, step = 1) {
    Object.assign(this, { from, to, step });
  }

  [Symbol.iterator]() {
    let at = this.from - this.step;
    const next = () => ((at += this.step) <= this.to ? { value: at, done: false } : { value: undefined, done: true });
    return { next, return: () => ({ value: undefined, done: true }) };
  }

  get [Symbol.toStringTag]() {
    return `Range ${this.from}-${this.to}`;
  }
}

class Stack extends Array {
  static get [Symbol.species]() {
    return Array;
  }

  top() {
    return this[this.length - 1];
  }
}

function digitsOf(from, to) {
  let digits = 0;
  for (const n of new Range(from, to)) digits += String(n).length;
  return digits;
}

function ledger(amounts) {
  const total = amounts.reduce((sum, cents) => sum + cents, 0);
  return `${new Money(total)}`;
}

const price = new Money(1999);
console.log(+price, `${price}`, price + 1, price > 5, { cents: 3 } instanceof Money, {} instanceof Money);
console.log(Object.keys(price), Object.getOwnPropertySymbols(price), price[secret], secret.description);
console.log([...new Range(1, 9, 3)], Object.prototype.toString.call(new Range(2, 4)), digitsOf(95, 130));
console.log(ledger([100, 250, 5]), ledger([]));
const stack = Stack.from([1, 2, 3]);
console.log(stack.top(), stack.map((x) => x * 2) instanceof Stack, stack instanceof Array, stack);
console.log(Symbol.for('app') === Symbol.for('app'), Symbol.keyFor(Symbol.for('app')), Symbol.iterator.toString());
const odd = { [Symbol.isConcatSpreadable]: true, length: 2, 0: 'x', 1: 'y' };
console.log([1].concat(odd), { ...price }.cents, JSON.stringify({ [secret]: 1, shown: 2 }));
const [first, , third] = new Range(10, 50, 10);
console.log(first, third);
