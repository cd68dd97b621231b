// search: an inverted index with stemming, fields and boosts
const { print } = require('../print.cjs');
const lunr = require('lunr');

const terms = 'search engine index document running runner stemmed words query language boost field wild card'.split(
  ' ',
);
const pages = Array.from({ length: 150 }, (_, i) => ({
  id: `p${i}`,
  title: terms[i % 14],
  body: `${terms[(i * 3) % 14]} ${terms[(i * 5 + 1) % 14]} ${i}`,
}));

function search(documents) {
  const index = lunr(function () {
    this.ref('id');
    this.field('title', { boost: 3 });
    this.field('body');
    for (const page of documents) this.add(page);
  });
  return ['run', 'title:query', 'stem* -engine'].map((q) =>
    index
      .search(q)
      .slice(0, 3)
      .map(({ ref, score }) => [ref, score.toFixed(6)]),
  );
}

print(search(pages));
