/**
 * How deep a text may be nested, told by its tokens alone and never too low: native parsers end the process where their
 * stack does. What can hold what comes behind it counts until something ends it for sure.
 */

interface Level {
  /** Tokens since the last end of a statement or item. */
  tokens: number;
  /** Statements that hold the next one, which no end of a statement takes back, and brackets of types. */
  holding: number;
}

const TOKEN = /\n|[\w$]+|=>|[^\s\w$]/g;
const HOLDS = /^(?:if|else|for|while|do|with)$/;
/** A line that ends with one of these, or begins with one of those, may go on. */
const GOES_ON = /^(?:new|typeof|void|delete|await|yield|keyof|infer|unique|readonly|asserts|else|do)$/;
const CONTINUES = /^(?:as|satisfies|is|in|of|instanceof|extends|else|while)$/;

/** Whether a text may be nested deeper than `most`. */
export function mayNestDeeper(text: string, most: number): boolean {
  const levels: Level[] = [{ tokens: 0, holding: 0 }];
  let sum = 0;
  let before = '';
  let line = false;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [token] = found;
    if (token === '\n') {
      line = true;
      continue;
    }
    const level = levels.at(-1) as Level;
    if (token === ';' || token === ',' || (line && endsLine(before, token))) {
      sum -= level.tokens;
      level.tokens = 0;
    }
    sum += 1 + count(level, token, before);
    level.tokens += 1;
    if (/[([{]/.test(token)) levels.push({ tokens: 0, holding: 0 });
    else if (/[)\]}]/.test(token) && levels.length > 1) {
      levels.pop();
      sum -= level.tokens + level.holding;
    }
    if (sum > most) return true;
    before = token;
    line = false;
  }
  return false;
}

function endsLine(before: string, token: string): boolean {
  return /^[\w$)\]}'"`]/.test(before) && /^[\w$]/.test(token) && !GOES_ON.test(before) && !CONTINUES.test(token);
}

/** What a token adds to what is held. */
function count(level: Level, token: string, before: string): number {
  const held = level.holding;
  if (token === '<' || HOLDS.test(token)) level.holding += 1;
  else if (token === '>' && before !== '=') level.holding = Math.max(0, held - 1);
  return level.holding - held;
}
