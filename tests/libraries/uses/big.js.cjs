// interest: compound interest with exact cents over 600 months
const { print } = require('../print.cjs');
const Big = require('big.js');

function interest(months) {
  let balance = new Big('1000.00');
  for (let i = 0; i < months; i += 1)
    balance = balance
      .times('1.00416667')
      .plus(i % 12 === 0 ? '25' : 0)
      .round(2, Big.roundHalfEven);
  return {
    balance: balance.toFixed(2),
    exact: new Big('0.1').plus('0.2').eq('0.3'),
    tiny: new Big('1e-9').div(3).toExponential(5),
  };
}

print(interest(600));
