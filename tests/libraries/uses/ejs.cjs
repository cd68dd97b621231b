// render: loops, escaping and an included function
const { print } = require('../print.cjs');
const ejs = require('ejs');

const template = '<% for (const { name, n } of rows) { %><li><%= name %>: <%- money(n) %></li>\n<% } -%>';

function render(count) {
  const rows = Array.from({ length: count }, (_, i) => ({ name: `a<${i}>`, n: i * 1.5 }));
  const html = ejs.render(template, { rows, money: (n) => `<b>${n.toFixed(2)}</b>` });
  return { length: html.length, head: html.slice(0, 60) };
}

print(render(300));
