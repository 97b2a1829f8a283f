/** Processes that are armed at crash points, started in the place of the healthy ones. */
import { setTimeout as pause } from "node:timers/promises";
import type { ServiceName } from "../../services/index.ts";
import { randomOf } from "../fault/random.ts";
import type { Cluster } from "./processes.ts";

/** A point, and the service whose process is killed at it. */
export type Point = { service: ServiceName; point: string };

/** Batches of copies that run at once. */
export const inBatches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

/** In turn behind the commit and in the middle of the writes. */
function oneOf(points: readonly string[], turn: number): string {
  const writes = points.filter((point) => point.includes(".write."));
  const committed = points.filter((point) => point.endsWith(".commit.after"));
  const [one = points[0]!] = turn % 2 ? writes.slice(writes.length >> 1) : committed;
  return one;
}

/**
 * Of the points that acts have passed, one for each beginning by default. CRASH=all answers all of them, CRASH=transfer those
 * with it in their name.
 */
export function pointsOf(struck: Record<string, Point["service"]>, passed: ReadonlySet<string>): Point[] {
  const wanted = process.env.CRASH;
  return Object.entries(struck).flatMap(([beginning, service], turn) => {
    const points = [...passed].filter((point) => point.startsWith(beginning));
    if (points.length === 0) throw new Error(`No act passed a point of ${beginning}`);
    return (wanted ? points.filter(isWanted) : [oneOf(points, turn)]).map((point) => ({ service, point }));
  });
}

/** Whether CRASH, if it is set, asks for this point. */
export function isWanted(point: string): boolean {
  const { CRASH } = process.env;
  return !CRASH || CRASH === "all" || point.includes(CRASH);
}

const PATIENCE_MS = 240_000;
/** So many acts of each of those who act meet every point. */
const ENOUGH = 10;

type Batches = readonly (readonly Point[])[];

/** Whether those who act may go on: a door that they wait at. */
type Door = { open(): void; shut(): void; passed(): Promise<void> };

function doorOf(): Door {
  let { promise, resolve } = Promise.withResolvers<void>();
  let isOpen = false;
  return {
    open() {
      isOpen = true;
      resolve();
    },
    shut() {
      // Who waits already waits on.
      if (isOpen) ({ promise, resolve } = Promise.withResolvers<void>());
      isOpen = false;
    },
    passed: () => promise,
  };
}

/**
 * Each in every round, and each round in another order: copies are asked in rotation, and one order would bring the same
 * request to the same copy for ever.
 */
export function inRounds<T>(all: readonly T[]): () => T {
  const random = randomOf(1);
  let round: T[] = [];
  return () => {
    if (round.length === 0) round = [...all];
    return round.splice(random.below(round.length), 1)[0]!;
  };
}

export type Load<T> = {
  at_once: number;
  /** One act after the other; it repeats what is not answered until it is. */
  act(): Promise<T>;
};

/**
 * Starts a copy for each point of a batch, alone with its service, and waits until all of them have died at work; then the
 * next batch. So many acts at once go on while those are alive, and not while processes start, which they would only slow
 * down. Resolves with what the acts came to. An act that fails is told at once.
 */
export async function killUnderLoad<T>(
  cluster: Cluster,
  batches: Batches,
  { at_once, act }: Load<T>,
): Promise<T[]> {
  const ends: T[] = [];
  const door = doorOf();
  let over = false;
  const worker = async () => {
    for (;;) {
      await door.passed();
      if (over) return;
      ends.push(await act());
      // Enough for every point: what goes on while a lease runs out need not be much.
      if (ends.length > ENOUGH * at_once) await pause(500);
    }
  };
  const working = Promise.all(Array.from({ length: at_once }, worker));
  working.catch(() => undefined);
  try {
    const never = working.then(() => new Promise<never>(() => undefined));
    await Promise.race([killAtEach(cluster, batches, door), never]);
  } finally {
    over = true;
    door.open();
  }
  await working;
  return ends;
}

/** A service whose copies are all dead gets a healthy one, because others of the batch may need it. */
async function killAtEach(cluster: Cluster, batches: Batches, door: Door): Promise<void> {
  for (const batch of batches) {
    const armed = await Promise.all(
      batch.map(({ service, point }) => cluster.start(point, [service], { BACKROOM_CRASH_AT: point })),
    );
    const copies = Map.groupBy(batch.keys(), (i) => batch[i]!.service);
    // Those who are armed are alone at work.
    await Promise.all([...copies.keys()].map((service) => ended(cluster, service)));
    door.open();
    const late = pause(PATIENCE_MS, "none", { ref: false });
    const ends = [...copies].map(async ([service, own]) => {
      const ends = await Promise.all(own.map((i) => Promise.race([armed[i]!.ended, late])));
      const alive = own.filter((_, n) => ends[n] !== "SIGKILL").map((i) => batch[i]!.point);
      if (alive.length) throw new Error(`Not killed at ${alive.join(", ")}.`);
      if (copies.size === 1) door.shut();
      await cluster.start(service, [service]);
    });
    await Promise.all(ends);
    door.shut();
    for (const { point } of batch) cluster.nodes.delete(point);
  }
}

async function ended(cluster: Cluster, name: string): Promise<void> {
  const node = cluster.nodes.get(name);
  cluster.nodes.delete(name);
  node?.child.kill("SIGTERM");
  await node?.ended;
}
