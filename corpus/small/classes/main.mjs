// Accounts: private fields, statics, accessors, inheritance, a static block.
class Account {
  static #count = 0;
  static currency;
  static {
    Account.currency = ['E', 'U', 'R'].join('');
  }

  #balance = 0;
  #history = [];

  constructor(owner) {
    this.owner = owner;
  }

  static open(...details) {
    Account.#count += 1;
    return new this(...details);
  }

  static get count() {
    return Account.#count;
  }

  get balance() {
    return this.#balance;
  }

  deposit(amount) {
    if (!(amount > 0)) throw new RangeError(`cannot deposit ${amount}`);
    this.#balance += amount;
    this.#history.push(['in', amount]);
    return this;
  }

  #charge(amount) {
    this.#balance -= amount;
    this.#history.push(['out', amount]);
  }

  withdraw(amount) {
    if (amount > this.available()) return false;
    this.#charge(amount);
    return true;
  }

  available() {
    return this.#balance;
  }

  statement() {
    return this.#history.map(([way, amount]) => `${way === 'in' ? '+' : '-'}${amount}`).join(' ');
  }

  static is(value) {
    return #balance in value;
  }

  toString() {
    return `${this.owner}: ${this.#balance} ${Account.currency}`;
  }
}

class Credit extends Account {
  constructor(owner, limit) {
    super(owner);
    this.limit = limit;
  }

  available() {
    return super.available() + this.limit;
  }

  get [Symbol.toStringTag]() {
    return 'Credit';
  }
}

/** What an account holds after so many months of interest. */
function grow(start, rate, months) {
  const account = new Account('saver').deposit(start);
  for (let m = 0; m < months; m++) account.deposit(Math.round(account.balance * rate) / 100);
  return Number(account.balance.toFixed(2));
}

const ada = Account.open('Ada').deposit(100);
const bob = Credit.open('Bob', 50).deposit(20);
console.log(ada.withdraw(30), ada.withdraw(300), bob.withdraw(60), bob.withdraw(60));
console.log(`${ada}`, String(bob), Object.prototype.toString.call(bob));
console.log(ada.statement(), '|', bob.statement());
console.log(Account.is(bob), Account.is({}), bob instanceof Account, Credit.name, Account.count);
console.log(ada, bob);
console.log(grow(1000, 3, 24), grow(50, 10, 12));
try {
  ada.deposit(-1);
} catch (error) {
  console.log(error.name, error.message);
}
