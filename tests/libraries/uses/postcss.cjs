// prefix (--seed 1): a plugin that nests, renames and warns
const { print } = require('../print.cjs');
const postcss = require('postcss');

const css = Array.from(
  { length: 120 },
  (_, i) => `.a${i} { user-select: none; color: red; @media (min-width: ${i}px) { top: 0 } }`,
).join('\n');

function prefix(text) {
  const plugin = {
    postcssPlugin: 'own',
    Declaration: {
      'user-select': (d) => {
        if (d.prev()?.prop !== '-webkit-user-select') d.cloneBefore({ prop: '-webkit-user-select' });
      },
    },
    Rule(rule, { result }) {
      if (rule.selector === '.a7') result.warn('seven', { node: rule });
    },
  };
  const result = postcss([plugin]).process(text, { from: undefined });
  return {
    length: result.css.length,
    head: result.css.slice(0, 90),
    warnings: result.warnings().map(({ text: t, line }) => [t, line]),
  };
}

print(prefix(css));
