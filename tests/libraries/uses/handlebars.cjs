// render: helpers, partials, blocks and escaping over 200 rows
const { print } = require('../print.cjs');
const Handlebars = require('handlebars');

function render(count) {
  const engine = Handlebars.create();
  engine.registerHelper('upper', (text) => text.toUpperCase());
  engine.registerPartial('row', '<td>{{upper name}}</td>{{#if odd}}<td>{{{raw}}}</td>{{else}}<td>{{raw}}</td>{{/if}}');
  const template = engine.compile('{{#each rows}}<tr>{{> row}}</tr>{{/each}}{{#unless rows}}none{{/unless}}');
  const rows = Array.from({ length: count }, (_, i) => ({ name: `n${i}`, odd: i % 2 === 1, raw: '<b>&</b>' }));
  const html = template({ rows });
  return { length: html.length, head: html.slice(0, 120) };
}

print(render(200));
