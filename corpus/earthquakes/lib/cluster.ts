import type { Quake } from './quakes.ts';
import { cosineOf, unitVectors } from './sphere.ts';

const UNSEEN = 0;
const NOISE = -1;

export interface ClusterSummary {
  readonly id: number;
  readonly count: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly strongest: number;
  readonly hours: number;
}

/** DBSCAN by distance on the surface: one label per event, -1 for events that belong nowhere. */
export function cluster(quakes: readonly Quake[], radiusKm: number, least: number): Int32Array {
  const vectors = unitVectors(quakes);
  const near = neighbours(vectors, cosineOf(radiusKm));
  const labels = new Int32Array(quakes.length).fill(UNSEEN);
  let id = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== UNSEEN) continue;
    if (near[i]!.length < least) {
      labels[i] = NOISE;
      continue;
    }
    id += 1;
    grow(labels, near, i, id, least);
  }
  return labels;
}

function neighbours(vectors: Float64Array, reach: number): number[][] {
  const n = vectors.length / 3;
  const near: number[][] = Array.from({ length: n }, () => []);
  for (let i = 0; i < n; i++) {
    const x = vectors[i * 3]!;
    const y = vectors[i * 3 + 1]!;
    const z = vectors[i * 3 + 2]!;
    for (let j = i + 1; j < n; j++) {
      const dot = x * vectors[j * 3]! + y * vectors[j * 3 + 1]! + z * vectors[j * 3 + 2]!;
      if (dot < reach) continue;
      near[i]!.push(j);
      near[j]!.push(i);
    }
  }
  return near;
}

function grow(labels: Int32Array, near: number[][], seed: number, id: number, least: number): void {
  const queue = [seed];
  labels[seed] = id;
  while (queue.length > 0) {
    const at = queue.pop()!;
    if (near[at]!.length < least) continue;
    for (const j of near[at]!) {
      if (labels[j]! > 0) continue;
      if (labels[j] === UNSEEN) queue.push(j);
      labels[j] = id;
    }
  }
}

/** What each cluster looks like, the largest first. */
export function describe(quakes: readonly Quake[], labels: Int32Array): ClusterSummary[] {
  const members = new Map<number, Quake[]>();
  quakes.forEach((quake, i) => {
    const id = labels[i]!;
    if (id === NOISE) return;
    const group = members.get(id);
    if (group) group.push(quake);
    else members.set(id, [quake]);
  });
  return Array.from(members, ([id, group]) => summary(id, group)).sort((a, b) => b.count - a.count || a.id - b.id);
}

function summary(id: number, group: readonly Quake[]): ClusterSummary {
  const mean = (pick: (quake: Quake) => number) => group.reduce((sum, quake) => sum + pick(quake), 0) / group.length;
  const first = group[0]!;
  const last = group[group.length - 1]!;
  return {
    id,
    count: group.length,
    latitude: mean(({ latitude }) => latitude),
    longitude: mean(({ longitude }) => longitude),
    strongest: Math.max(...group.map(({ magnitude }) => magnitude)),
    hours: (last.time - first.time) / 3_600_000,
  };
}
