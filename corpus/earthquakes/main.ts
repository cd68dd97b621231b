// A week of earthquakes: where do they cluster, how do magnitudes fall off, which are aftershocks?
// usage: main.ts [small|full]
import { cluster, describe, type ClusterSummary } from './lib/cluster.ts';
import { type Quake, readQuakes } from './lib/quakes.ts';
import { Completeness, fitMagnitudes, type MagnitudeFit } from './lib/magnitudes.ts';
import { nearestPairs, type PairCounts } from './lib/pairs.ts';

interface Plan {
  readonly limit: number;
  readonly radiusKm: number;
  readonly replicates: number;
}

function planFor(size: string): Plan {
  if (size === 'small') return { limit: 160, radiusKm: 120, replicates: 8 };
  return { limit: 1700, radiusKm: 60, replicates: 4000 };
}

function report(quakes: Quake[], clusters: ClusterSummary[], fit: MagnitudeFit, pairs: PairCounts): string {
  const lines: string[] = [];
  const strongest = quakes.reduce((a, b) => (b.magnitude > a.magnitude ? b : a));
  lines.push(`${quakes.length} earthquakes, strongest M${strongest.magnitude.toFixed(1)} ${strongest.place}`);
  lines.push('', 'Clusters (by number of events)');
  for (const { id, count, latitude, longitude, strongest: m, hours } of clusters.slice(0, 8)) {
    const where = `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`;
    lines.push(`  #${String(id).padEnd(3)} ${String(count).padStart(4)} events  M${m.toFixed(1)}  ${where}  ${hours.toFixed(1)} h`);
  }
  lines.push('', 'Gutenberg-Richter');
  lines.push(`  complete from M${fit.from.toFixed(1)} (${Completeness[fit.method]}), b = ${fit.b.toFixed(4)}`);
  lines.push(`  95% of resamples: ${fit.low.toFixed(4)} to ${fit.high.toFixed(4)}`);
  lines.push('', 'Time to the nearest later event within reach (share of pairs)');
  for (const [label, share] of Object.entries(pairs.shares)) lines.push(`  ${label.padEnd(10)} ${(share * 100).toFixed(2)}%`);
  return lines.join('\n');
}

function main(size: string): void {
  const plan = planFor(size);
  const path = new URL('./data/earthquakes.json', import.meta.url).pathname;
  const quakes = readQuakes(path, plan.limit);
  const labels = cluster(quakes, plan.radiusKm, 4);
  const clusters = describe(quakes, labels);
  const fit = fitMagnitudes(quakes, plan.replicates, 7);
  const pairs = nearestPairs(quakes, plan.radiusKm);
  console.log(report(quakes, clusters, fit, pairs));
}

main(process.argv[2] ?? 'full');
