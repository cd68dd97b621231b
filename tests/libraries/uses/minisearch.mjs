// search: full text with prefixes, fuzziness and suggestions

import MiniSearch from 'minisearch';
import { print } from '../print.cjs';

const terms = 'whale ship captain sea harpoon deck ocean storm sailor anchor'.split(' ');
const pages = Array.from({ length: 300 }, (_, id) => ({
  id,
  title: terms[id % 10],
  text: `${terms[(id * 3) % 10]} ${terms[(id * 7 + 1) % 10]}`,
}));

function search(documents) {
  const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title'] });
  index.addAll(documents);
  const found = index.search('captin sea', { fuzzy: 0.3, prefix: true, boost: { title: 2 } });
  return {
    found: found.slice(0, 4).map(({ id, score, title }) => [id, score.toFixed(8), title]),
    hints: index.autoSuggest('sai').map((s) => s.suggestion),
  };
}

print(search(pages));
