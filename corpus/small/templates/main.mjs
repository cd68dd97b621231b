// Text: tagged templates, padding and wrapping, a little template language.
const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function html(strings, ...values) {
  return strings.reduce((out, part, i) => out + part + (i < values.length ? escape(values[i]) : ''), '');
}

const raw = (strings) => strings.raw.join('|');

function wrap(text, width) {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

function box(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = `+${'-'.repeat(width + 2)}+`;
  return [edge, ...lines.map((line) => `| ${line.padEnd(width)} |`), edge].join('\n');
}

function render(template, values) {
  return template.replace(/\{\{\s*(\w+)(?:\|(\w+))?\s*\}\}/g, (_, name, filter) => {
    const value = values[name] ?? '';
    return filter === 'upper' ? String(value).toUpperCase() : String(value);
  });
}

const prose = 'The quick brown fox jumps over the lazy dog, again and again, until the page is full of foxes.';
console.log(html`<p title="${'a "b"'}">${'<script>'} & ${1 + 1}</p>`);
console.log(raw`line\n${0}tab\t`, String.raw`C:\new\${'x'}`);
console.log(box(wrap(prose, 24)));
console.log(render('Dear {{ name | upper }}, {{name|upper}} owes {{sum}}.{{missing}}', { name: 'Ada', sum: 12.5 }));
console.log('abc'.at(-1), 'a-b-c'.split('-', 2), 'x'.codePointAt(0), '\u{1F600}'.length, 'ß'.toUpperCase());
console.log('résumé'.normalize('NFD').length, 'aXbX'.replaceAll('X', '$&$&'), '  pad '.trimEnd().length, 'abc'.localeCompare === undefined);
console.log('one two three'.replace(/(\w+) (\w+)/, '$2 $1'), 'tic-tac'.lastIndexOf('t'), 'abc' < 'abd', 'z'.concat(1, null));
