// A log file and a tokenizer: named groups, lookbehind, sticky, unicode, matchAll, replace with functions.
const LOG = `
2024-03-01T10:00:01Z INFO  web-1 GET /index.html 200 12ms
2024-03-01T10:00:02Z WARN  web-2 GET /slow?q=a%20b 200 950ms
2024-03-01T10:00:04Z ERROR web-1 POST /orders 500 33ms
2024-03-02T00:10:00Z INFO  web-3 GET /index.html 304 4ms
`;

const LINE = /^(?<day>\d{4}-\d\d-\d\d)T(?<time>[\d:]+)Z (?<level>[A-Z]+)\s+(?<host>[\w-]+) (?<verb>\w+) (?<path>\S+) (?<status>\d{3}) (?<ms>\d+)ms$/gm;

function parseLog(text) {
  return Array.from(text.matchAll(LINE), ({ groups, index }) => ({ ...groups, status: +groups.status, ms: +groups.ms, index }));
}

function slowest(entries, count) {
  return [...entries].sort((a, b) => b.ms - a.ms).slice(0, count).map(({ path, ms }) => `${path} ${ms}`);
}

const TOKEN = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<op>\*\*|[-+*/()=]))/uy;

function tokenize(text) {
  const tokens = [];
  const token = new RegExp(TOKEN.source, TOKEN.flags);
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) return { tokens, error: `unexpected ${JSON.stringify(text[at])} at ${at}` };
    const [kind, value] = Object.entries(match.groups).find(([, v]) => v !== undefined);
    tokens.push(`${kind}:${value}`);
  }
  return { tokens, error: null };
}

const money = (text) => text.replace(/(?<=\d)(?=(?:\d{3})+(?!\d))/g, "'");
const camel = (text) => text.replace(/[-_](.)/g, (_, c) => c.toUpperCase());

const entries = parseLog(LOG);
console.log(entries.length, entries[2]);
console.log(slowest(entries, 2));
console.log(tokenize('größe = 2 * (x1 + 3.5)'), tokenize('a + # b').error);
console.log(money('1234567 and 89 and 1000'), camel('--from-snake_case'));
console.log(/(?<!\$)\b\d+/.exec('$15 or 20').index, 'a1b22c333'.match(/\d+/g), /^\p{Lu}/u.test('Éa'));
console.log('aBc'.replace(/b/i, (m, at, whole) => `[${m}${at}${whole}]`), /(a)|(b)/.exec('b'));
console.log(/(\d+)-\1/.test('12-12'), 'x,y;z'.split(/([,;])/), /a.c/s.test('a\nc'));
