// inflect: plurals, singulars, counts and a rule of its own
const { print } = require('../print.cjs');
const pluralize = require('pluralize');

const words = 'person ox mouse analysis index leaf quiz bus sheep hero baby cactus matrix'.split(' ');

function inflect(count) {
  pluralize.addPluralRule(/gex$/i, 'gexii');
  const all = Array.from({ length: count }, (_, i) => pluralize(words[i % 13], i % 3, true));
  return {
    last: all.slice(-13),
    back: words.map((w) => pluralize.singular(pluralize.plural(w))).join(),
    own: pluralize('regex'),
  };
}

print(inflect(1_000));
