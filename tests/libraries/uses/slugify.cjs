// slugs: titles with accents, symbols and other scripts
const { print } = require('../print.cjs');
const slugify = require('slugify');

function slugs(count) {
  const titles = ['Crème brûlée & más', 'Žluťoučký kůň!', 'Привет, мир', '100% <b>€uro</b>', 'Ünïcödé ♥ love'];
  const all = Array.from({ length: count }, (_, i) =>
    slugify(`${titles[i % 5]} ${i}`, { lower: true, strict: i % 2 === 0 }),
  );
  return { first: all.slice(0, 5), distinct: new Set(all).size };
}

print(slugs(500));
