// render: inheritance-free templates with macros, filters and loops
const { print } = require('../print.cjs');
const nunjucks = require('nunjucks');

const template = `{% macro cell(v, c='x') %}<td class={{ c }}>{{ v }}</td>{% endmacro %}
{%- for r in rows | sort(attribute='n') | reverse %}{% if loop.index < 4 %}{{ cell(r.name | upper | truncate(4)) }}{{ cell(r.n | round(1), c=loop.index) }}{% endif %}{% endfor %}`;

function render(count) {
  const engine = new nunjucks.Environment(null, { autoescape: true });
  const rows = Array.from({ length: count }, (_, i) => ({ name: `<name ${i}>`, n: (i * 37) % 101 }));
  return engine.renderString(template, { rows });
}

print(render(200));
