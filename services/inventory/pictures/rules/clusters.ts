/** Grouping of colors (CLS-2): k-means from a fixed seed, so that a picture always gives the same groups. */
import { deltaE2000, distance2, type Lab } from "./lab.ts";

const SEED = 0x5eed;
const ROUNDS = 20;
/** Groups closer than this are one color to the eye: a shade of it, or a compression artefact. */
const SAME = 5;

export type Cluster = { center: Lab; share: number };

/** Numbers in 0…1, the same sequence each time (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function nearest(point: Lab, centers: readonly Lab[]): { index: number; distance: number } {
  let [index, distance] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < centers.length; i++) {
    const d = distance2(point, centers[i]!);
    if (d < distance) [index, distance] = [i, d];
  }
  return { index, distance };
}

/** k-means++: a further center is more likely the farther it is from the existing ones. */
function seeded(points: readonly Lab[], k: number): Lab[] {
  const next = sequence(SEED);
  const centers = [points[Math.floor(next() * points.length)]!];
  while (centers.length < k) {
    const distances = points.map((point) => nearest(point, centers).distance);
    const total = distances.reduce((all, each) => all + each, 0);
    if (total === 0) break;
    let left = next() * total;
    const at = distances.findIndex((each) => {
      left -= each;
      return left < 0;
    });
    centers.push(points[at < 0 ? points.length - 1 : at]!);
  }
  return centers;
}

function moved(points: readonly Lab[], centers: readonly Lab[]): { centers: Lab[]; sizes: number[] } {
  const sums = centers.map(() => [0, 0, 0] as [number, number, number]);
  const sizes = centers.map(() => 0);
  for (const point of points) {
    const { index } = nearest(point, centers);
    const sum = sums[index]!;
    sizes[index]! += 1;
    for (const i of [0, 1, 2] as const) sum[i] += point[i];
  }
  return {
    sizes,
    centers: sums.map(([l, a, b], i) =>
      sizes[i] ? [l / sizes[i]!, a / sizes[i]!, b / sizes[i]!] : centers[i]!,
    ),
  };
}

/** The groups, the largest first; their shares add up to 1. Shades of one color are one group. */
export function clustersOf(points: readonly Lab[], k = 5): Cluster[] {
  if (points.length === 0) return [];
  let state = moved(points, seeded(points, k));
  for (let round = 1; round < ROUNDS; round++) {
    const after = moved(points, state.centers);
    const still = after.centers.every((center, i) => distance2(center, state.centers[i]!) < 1e-6);
    state = after;
    if (still) break;
  }
  const found = state.centers.map((center, i) => ({ center, share: state.sizes[i]! / points.length }));
  return joined(found.filter(({ share }) => share > 0).sort(bySize));
}

const bySize = (one: Cluster, other: Cluster) => other.share - one.share;

/** Merges each group into the largest one that looks the same, which keeps its center. */
function joined(clusters: readonly Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const cluster of clusters) {
    const alike = kept.find(({ center }) => deltaE2000(center, cluster.center) < SAME);
    if (alike) alike.share += cluster.share;
    else kept.push({ ...cluster });
  }
  return kept.sort(bySize);
}
