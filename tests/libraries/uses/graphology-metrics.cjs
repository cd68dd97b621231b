// centralities (--seed 1): degree, betweenness and PageRank of a ring with chords
const { print } = require('../print.cjs');
const Graph = require('graphology');
const { betweenness, pagerank } = require('graphology-metrics/centrality');

function centralities(size) {
  const graph = new Graph({ type: 'undirected' });
  for (let i = 0; i < size; i += 1) graph.addNode(i);
  for (let i = 0; i < size; i += 1) graph.mergeEdge(i, (i + 1) % size);
  for (let i = 0; i < size; i += 5) graph.mergeEdge(i, (i * 3 + 1) % size);
  const best = (scores) =>
    Object.entries(scores)
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, 3);
  return { between: best(betweenness(graph)), rank: best(pagerank(graph)).map(([node]) => node) };
}

print(centralities(60));
