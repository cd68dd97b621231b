// load: 5,000 lines with quotes, typed values and a comment, and back to text
const { print } = require('../print.cjs');
const Papa = require('papaparse');

const text = `id,name,score\n# made up\n${Array.from({ length: 5_000 }, (_, i) => `${i},"n, ""${i % 7}""",${(i * 7) % 13}.5`).join('\n')}`;

function load(csv) {
  const { data, errors, meta } = Papa.parse(csv, { header: true, dynamicTyping: true, comments: '#' });
  const sum = data.reduce((total, { score }) => total + score, 0);
  return { rows: data.length, errors: errors.length, meta: meta.fields, sum, back: Papa.unparse(data.slice(0, 2)) };
}

print(load(text));
