// settings: sections, arrays and quoted values, there and back
const { print } = require('../print.cjs');
const ini = require('ini');

function settings(count) {
  const text = Array.from(
    { length: count },
    (_, i) => `[part.${i}]\nname = "a ; b"\nlist[] = ${i}\nlist[] = x\non = ${i % 2 === 0}`,
  ).join('\n');
  const value = ini.parse(`; head\nroot = 1\n${text}`);
  return {
    parts: Object.keys(value.part).length,
    last: value.part[count - 1],
    text: ini.stringify({ a: { b: [1, 2], c: 'x=y' } }),
  };
}

print(settings(200));
