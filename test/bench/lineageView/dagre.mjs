// Lays out `{ keys, links, size }` of standard input with dagre and prints how long that took, in milliseconds.
import { readFileSync } from 'node:fs';
import dagre from '@dagrejs/dagre';

const { keys, links, size } = JSON.parse(readFileSync(0, 'utf8'));
const graph = new dagre.graphlib.Graph();
// Its usual ranker takes far longer.
graph.setGraph({ rankdir: 'LR', ranker: 'tight-tree' });
graph.setDefaultEdgeLabel(() => ({}));
for (const key of keys) graph.setNode(key, { ...size });
for (const { from, to } of links) graph.setEdge(from, to);
const started = performance.now();
dagre.layout(graph);
process.stdout.write(String(performance.now() - started));
