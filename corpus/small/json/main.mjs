// Settings as JSON: reviving dates, replacing secrets, indentation, order of keys, awkward values.
const TEXT = `{
  "name": "nightly", "since": "2024-02-29T12:00:00.000Z", "retries": 3, "password": "hunter2",
  "steps": [{ "run": "build" }, { "run": "test", "env": { "CI": "1", "2": "two", "1": "one" } }], "ratio": 1e-7
}`;

const revive = (key, value) => (typeof value === 'string' && /^\d{4}-.*Z$/.test(value) ? new Date(value) : value);

function readSettings(text) {
  return JSON.parse(text, revive);
}

function publicText(settings, indent) {
  const hide = (key, value) => (key === 'password' ? '•'.repeat(4) : value);
  return JSON.stringify(settings, hide, indent);
}

/** Paths of all leaves, depth first. */
function flatten(value, path = '') {
  if (value === null || typeof value !== 'object' || value instanceof Date) return { [path]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, v]) => flatten(v, path === '' ? key : `${path}.${key}`)));
}

function difference(before, after) {
  const [a, b] = [flatten(before), flatten(after)];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.filter((key) => String(a[key]) !== String(b[key])).map((key) => `${key}: ${a[key]} -> ${b[key]}`);
}

class Celsius {
  constructor(degrees) {
    this.degrees = degrees;
  }

  toJSON(key) {
    return `${this.degrees}°C at ${JSON.stringify(key)}`;
  }
}

const settings = readSettings(TEXT);
console.log(settings);
console.log(publicText(settings, 2));
console.log(publicText(settings, '\t').length, JSON.stringify(settings, ['name', 'steps', 'run']));
console.log(flatten(settings));
console.log(difference(settings, { ...settings, retries: 5, steps: [] }));
console.log(JSON.stringify([undefined, () => 1, NaN, -0, Infinity, Symbol('x'), new Map([[1, 2]]), new Date(0)]));
console.log(JSON.stringify({ u: undefined, t: new Celsius(20), list: [new Celsius(-3)], o: new Boolean(false) }));
console.log(JSON.stringify('\u2028 "quoted" \\ \ud800 \u0007'), JSON.parse('"\\u00e9"'), JSON.stringify(null));
for (const bad of ['{', '[1,]', '{"a":01}', "{'a':1}"]) {
  try {
    JSON.parse(bad);
  } catch (error) {
    console.log(error instanceof SyntaxError);
  }
}
