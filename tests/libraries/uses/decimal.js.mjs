// expand: pi and e to 60 digits, powers and roots

import Decimal from 'decimal.js';
import { print } from '../print.cjs';

function expand(digits) {
  const D = Decimal.clone({ precision: digits, rounding: Decimal.ROUND_HALF_EVEN });
  const atan = (n) => {
    let [sum, term, k] = [new D(1).div(n), new D(1).div(n), 1];
    while (term.abs().gt(`1e-${digits}`)) {
      term = term.div(-n * n);
      k += 2;
      sum = sum.plus(term.div(k));
    }
    return sum;
  };
  const pi = atan(5).times(16).minus(atan(239).times(4));
  return {
    pi: pi.toFixed(50),
    e: new D(1).exp().toFixed(50),
    root: new D(2).sqrt().toString(),
    hex: new D(255.5).toHex(),
    power: new D('1.01').pow(365).toSD(20).toString(),
  };
}

print(expand(60));
