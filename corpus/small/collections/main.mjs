// An inventory and a graph, with Map, Set, WeakMap and WeakSet.
const edges = [['a', 'b', 4], ['a', 'c', 2], ['b', 'c', 5], ['b', 'd', 10], ['c', 'e', 3], ['e', 'd', 4], ['d', 'f', 11]];

function adjacency(list) {
  const graph = new Map();
  const link = (from, to, cost) => {
    if (!graph.has(from)) graph.set(from, new Map());
    graph.get(from).set(to, cost);
  };
  for (const [from, to, cost] of list) {
    link(from, to, cost);
    link(to, from, cost);
  }
  return graph;
}

function shortest(graph, start) {
  const distance = new Map([[start, 0]]);
  const open = new Set([start]);
  while (open.size > 0) {
    const [nearest] = [...open].sort((x, y) => distance.get(x) - distance.get(y));
    open.delete(nearest);
    for (const [to, cost] of graph.get(nearest)) {
      const known = distance.get(to) ?? Infinity;
      const via = distance.get(nearest) + cost;
      if (via < known) {
        distance.set(to, via);
        open.add(to);
      }
    }
  }
  return distance;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function setAlgebra(a, b) {
  const [left, right] = [new Set(a), new Set(b)];
  return {
    union: new Set([...left, ...right]),
    both: new Set([...left].filter((x) => right.has(x))),
    onlyLeft: new Set([...left].filter((x) => !right.has(x))),
  };
}

const graph = adjacency(edges);
console.log(graph);
console.log(shortest(graph, 'a'), [...shortest(graph, 'f').values()]);
console.log(groupBy(['fig', 'kiwi', 'pear', 'plum', 'apple'], (word) => word.length));
console.log(setAlgebra([1, 2, 3, 3], [3, 4]));
const names = new WeakMap();
const seen = new WeakSet();
const thing = { kind: 'thing' };
names.set(thing, 'the thing');
seen.add(thing);
console.log(names.get(thing), names.has({}), seen.has(thing), names);
const odd = new Map([[NaN, 'nan'], [0, 'zero'], ['0', 'string']]);
console.log(odd.get(NaN), odd.get(-0), odd.size, [...odd.keys()], new Set('hello').size);
