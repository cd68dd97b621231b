// calculate: a parser generated from a grammar, over 300 expressions

import peggy from 'peggy';
import { print } from '../print.cjs';

const grammar = `
sum = head:product tail:(_ @("+" / "-") _ @product)* { return tail.reduce((a, [op, b]) => (op === '+' ? a + b : a - b), head); }
product = head:value tail:(_ "*" _ @value)* { return tail.reduce((a, b) => a * b, head); }
value = "(" _ @sum _ ")" / digits:$[0-9]+ { return Number(digits); }
_ = [ \\t]*`;

function calculate(count) {
  const parser = peggy.generate(grammar);
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += parser.parse(`(${i} + 2) * 3 - ${i % 7}*( 1+1 )`);
  return sum;
}

print(calculate(300));
