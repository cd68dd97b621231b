// shuffle: xoroshiro128+ with uniform integers, jumped streams and a permutation

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { print } from '../print.cjs';

function shuffle(count) {
  const random = xoroshiro128plus(42);
  const cards = Array.from({ length: count }, (_, i) => i);
  for (let i = cards.length - 1; i > 0; i -= 1) {
    const j = uniformInt(random, 0, i);
    [cards[i], cards[j]] = [cards[j], cards[i]];
  }
  return { first: cards.slice(0, 8), sum: cards.reduce((a, card, i) => (a + card * i) % 1_000_003, 0) };
}

print(shuffle(5_000));
