// settle: exact sums, formats and rounding of 3,000 amounts

import { BigNumber } from 'bignumber.js';
import { print } from '../print.cjs';

function settle(count) {
  let sum = new BigNumber(0);
  for (let i = 1; i <= count; i += 1)
    sum = sum.plus(new BigNumber(`${i}.${i % 100}`).times('1.0725').dp(2, BigNumber.ROUND_HALF_EVEN));
  return {
    sum: sum.toFormat(2),
    base: new BigNumber('ff', 16).toString(2),
    mod: sum.mod(7).toString(),
    root: sum.sqrt().toPrecision(30),
    big: new BigNumber(2).pow(200).toFixed(),
  };
}

print(settle(3_000));
