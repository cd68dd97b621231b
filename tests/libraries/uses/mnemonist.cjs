// index: Trie, Heap, LRUCache, BitSet and SymSpell-like lookups
const { print } = require('../print.cjs');
const { BitSet, Heap, LRUCache, Trie } = require('mnemonist');

function index(size) {
  const trie = new Trie();
  const heap = new Heap((a, b) => a - b);
  const cache = new LRUCache(50);
  const bits = new BitSet(size);
  for (let i = 0; i < size; i += 1) {
    const n = (i * 7919) % size;
    trie.add(n.toString(36));
    heap.push(n);
    cache.set(n % 70, i);
    if (n % 3 === 0) bits.set(n);
  }
  return {
    found: trie.find('zz').length,
    low: heap.consume().slice(0, 4),
    kept: [...cache.keys()].slice(0, 5),
    bits: bits.size,
  };
}

print(index(5_000));
