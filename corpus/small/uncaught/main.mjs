// Fails at the end, after some work and some output: exit code 1.
function ledger(lines) {
  const balance = new Map();
  for (const line of lines) {
    const [who, amount] = line.split(' ');
    balance.set(who, (balance.get(who) ?? 0) + Number(amount));
  }
  return balance;
}

function settle(balance) {
  for (const [who, amount] of balance) {
    if (amount < 0) throw new RangeError(`${who} owes ${-amount}`);
  }
  return 'settled';
}

const good = ledger(['ada 10', 'bob 5', 'ada -3']);
console.log(good, settle(good));
const bad = ledger(['ada 10', 'bob 5', 'bob -8']);
console.log(bad);
process.on('exit', (code) => console.log('exit', code));
console.log(settle(bad));
console.log('never printed');
