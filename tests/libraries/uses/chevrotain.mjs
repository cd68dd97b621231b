// calculate: a lexer and a parser of one's own for sums

import { createToken, EmbeddedActionsParser, Lexer } from 'chevrotain';
import { print } from '../print.cjs';

const Num = createToken({ name: 'Num', pattern: /\d+/ });
const Plus = createToken({ name: 'Plus', pattern: /\+/ });
const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED });
const tokens = [Space, Num, Plus];

function calculate(count) {
  class Sums extends EmbeddedActionsParser {
    constructor() {
      super(tokens);
      this.RULE('sum', () => {
        let total = Number(this.CONSUME(Num).image);
        this.MANY(() => {
          this.CONSUME(Plus);
          total += Number(this.CONSUME2(Num).image);
        });
        return total;
      });
      this.performSelfAnalysis();
    }
  }
  const [lexer, parser] = [new Lexer(tokens), new Sums()];
  let all = 0;
  for (let i = 0; i < count; i += 1) {
    parser.input = lexer.tokenize(`${i} + 2 + ${i % 5}`).tokens;
    all += parser.sum();
  }
  return { all, errors: parser.errors.length };
}

print(calculate(200));
