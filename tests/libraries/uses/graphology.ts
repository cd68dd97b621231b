// analyse (--seed 1): a directed graph with attributes, degrees, neighbours and an export

import Graph from 'graphology';
import { print } from '../print.cjs';

interface Busiest {
  readonly node: string;
  readonly degree: number;
}

function analyse(size: number): { order: number; edges: number; busiest: Busiest[]; around: string[] } {
  const graph = new Graph({ type: 'directed' });
  for (let i = 0; i < size; i += 1) graph.addNode(`n${i}`, { weight: i % 7 });
  for (let i = 0; i < size * 4; i += 1) graph.mergeEdge(`n${(i * 7919) % size}`, `n${(i * i) % size}`, { at: i });
  const busiest = graph
    .mapNodes((node) => ({ node, degree: graph.degree(node) }))
    .sort((a, b) => b.degree - a.degree || a.node.localeCompare(b.node))
    .slice(0, 3);
  return { order: graph.order, edges: graph.size, busiest, around: graph.neighbors(busiest[0].node).slice(0, 4) };
}

print(analyse(500));
