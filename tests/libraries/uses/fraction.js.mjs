// approximate: harmonic sums, continued fractions and repeating decimals

import Fraction from 'fraction.js';
import { print } from '../print.cjs';

function approximate(terms) {
  let sum = new Fraction(0);
  for (let i = 1; i <= terms; i += 1) sum = sum.add(new Fraction(1, i));
  return {
    sum: sum.toFraction(),
    seventh: new Fraction(22, 7).toString(),
    mixed: new Fraction('4.(3)').toFraction(true),
    continued: new Fraction(415, 93).toContinued().map(String),
    gcd: new Fraction(5, 8).gcd('3/7').toFraction(),
  };
}

print(approximate(120));
