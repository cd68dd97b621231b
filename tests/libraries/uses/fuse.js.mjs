// find: fuzzy search with weights over 400 titles

import Fuse from 'fuse.js';
import { print } from '../print.cjs';

const words = ['old', 'war', 'lock', 'artist', 'giant', 'heist', 'code', 'wooster', 'right', 'thank'];
const books = Array.from({ length: 400 }, (_, i) => ({
  title: `${words[i % 10]} ${words[(i * 7 + 3) % 10]} ${i}`,
  author: words[(i * 3) % 10],
}));

function find(list) {
  const fuse = new Fuse(list, { includeScore: true, keys: [{ name: 'title', weight: 2 }, 'author'] });
  return ['artst gint', 'wooter', 'cod3'].map((q) =>
    fuse
      .search(q)
      .slice(0, 3)
      .map(({ refIndex, score }) => [refIndex, score]),
  );
}

print(find(books));
