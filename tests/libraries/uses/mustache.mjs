// render: sections, inverted sections, partials and lambdas

import Mustache from 'mustache';
import { print } from '../print.cjs';

const template =
  '{{#rows}}<p>{{name}}: {{> price}}{{^stock}} sold out{{/stock}}</p>{{/rows}}{{#bold}}{{rows.length}}{{/bold}}';

function render(count) {
  const rows = Array.from({ length: count }, (_, i) => ({ name: `<n${i}>`, price: i * 2, stock: i % 3 }));
  const bold = () => (text, inner) => `<b>${inner(text)}</b>`;
  const html = Mustache.render(template, { rows, bold }, { price: '{{{price}}} EUR' });
  return { length: html.length, tail: html.slice(-70) };
}

print(render(500));
