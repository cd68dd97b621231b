/** JSON files that are loaded as modules: what is wrong with one, and where. */
import { Lines } from '../../../engine/program/positions.ts';
import { ProgramSyntaxError } from '../../../engine/program/syntax-error.ts';

/** The text without a mark of its encoding. Throws a `ProgramSyntaxError` when it is no JSON. */
export function checkedJson(text: string, file: string): string {
  const json = text.replace(/^\ufeff/, '');
  try {
    JSON.parse(json);
  } catch {
    const { offset, what } = jsonFailure(json);
    throw new ProgramSyntaxError(file, `${file}: ${what}`, new Lines(json).position(offset));
  }
  return json;
}

const STRING = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const TOKEN = new RegExp(String.raw`[ \t\r\n]*(?:(${STRING})|(${NUMBER}|true|false|null)|([{}[\],:]))`, 'y');
const SPACE = /[ \t\r\n]*/y;

/** What may stand at a place. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

/** V8 says what is wrong, but not always where. */
function jsonFailure(json: string): { offset: number; what: string } {
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; at = TOKEN.lastIndex) {
    SPACE.lastIndex = at;
    SPACE.test(json);
    const offset = SPACE.lastIndex;
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(json);
    const next: Expected | null = found ? after(expected, found, open) : null;
    if (next === null) return { offset, what: whatIsAt(json, offset) };
    expected = next;
  }
}

/** What may follow a token; null where the token itself may not stand there. */
function after(expected: Expected, [, string, scalar, mark]: readonly string[], open: string[]): Expected | null {
  const isFree = expected === 'value' || expected === 'value or ]';
  if (string !== undefined && expected.startsWith('key')) return ':';
  if (string !== undefined || scalar !== undefined) return isFree ? ', or end' : null;
  if (mark === ':') return expected === ':' ? 'value' : null;
  if (mark === '{' || mark === '[') {
    if (isFree) open.push(mark);
    return isFree ? (mark === '{' ? 'key or }' : 'value or ]') : null;
  }
  if (mark === ',') return expected === ', or end' && open.length > 0 ? (open.at(-1) === '{' ? 'key' : 'value') : null;
  const closes = mark === '}' ? '{' : '[';
  if (open.at(-1) !== closes || !(expected === ', or end' || expected.endsWith(String(mark)))) return null;
  open.pop();
  return ', or end';
}

function whatIsAt(json: string, offset: number): string {
  const [character] = json.slice(offset, offset + 2);
  return character === undefined ? 'Unexpected end of JSON input' : `Unexpected token '${character}' in JSON`;
}
