// place: a layered layout of a small task graph

import dagre from '@dagrejs/dagre';
import { print } from '../../print.cjs';

function place(tasks) {
  const graph = new dagre.graphlib.Graph().setGraph({ rankdir: 'LR' }).setDefaultEdgeLabel(() => ({}));
  for (let i = 0; i < tasks; i += 1) graph.setNode(`t${i}`, { width: 40 + (i % 3) * 10, height: 20 });
  for (let i = 1; i < tasks; i += 1) graph.setEdge(`t${(i * 3) % i}`, `t${i}`);
  dagre.layout(graph);
  return graph.nodes().map((id) => [id, graph.node(id).x, graph.node(id).y]);
}

print(place(25));
