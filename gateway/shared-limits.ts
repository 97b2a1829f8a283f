/**
 * One bucket per key for all gateways (RAT-2): one of them holds the bucket, chosen by the key, and the others
 * call it. While it does not answer, each gateway admits only its own share: limited, never open.
 */
import { hash } from "node:crypto";
import { type Buckets, bucketsOf, type Rate, type Taken } from "./limits.ts";

/** The other gateways, as the transport knows them. */
export type Peers = {
  own: string;
  /** Every gateway that is there, this one among them. */
  all(): readonly string[];
  /** Counts a call in the bucket of another gateway. */
  ask(node: string, key: string): Promise<Taken>;
};

export type SharedLimits = {
  /** Counts one call; it does not wait where this gateway holds the bucket. */
  take(key: string): Taken | Promise<Taken>;
  /** Counts one call for another gateway. */
  kept(key: string): Taken;
  /** The gateways have changed: keys may have moved. */
  changed(): void;
};

const MAX_KNOWN = 50_000;

/** Every gateway gives a key to the same one, and one that comes or goes moves only its own keys. */
export function keeperOf(key: string, nodes: readonly string[]): string {
  const weighed = nodes.map((node): [string, string] => [hash("sha1", `${node} ${key}`), node]);
  return weighed.sort(([a], [b]) => (a < b ? 1 : -1))[0]![1];
}

export function sharedLimits(rate: Rate, peers: Peers): SharedLimits {
  const own: Buckets = bucketsOf(rate);
  const keepers = new Map<string, string>();
  let alone = new Map<number, Buckets>();

  function keeper(key: string, nodes: readonly string[]): string {
    let found = keepers.get(key);
    if (!found) {
      if (keepers.size >= MAX_KNOWN) keepers.clear();
      found = keeperOf(key, nodes);
      keepers.set(key, found);
    }
    return found;
  }

  /** This gateway's share, while the gateway that holds the bucket is unreachable. */
  function share(key: string, count: number): Taken {
    const { capacity, per_second } = rate;
    let buckets = alone.get(count);
    if (!buckets) {
      const part = { capacity: Math.max(1, capacity / count), per_second: per_second / count };
      buckets = bucketsOf(part);
      alone = new Map([[count, buckets]]);
    }
    const { passes, level } = buckets.take(key);
    return { passes, level: level + capacity - Math.max(1, capacity / count) };
  }

  return {
    take(key) {
      const nodes = peers.all();
      if (nodes.length < 2) return own.take(key);
      const node = keeper(key, nodes);
      if (node === peers.own) return own.take(key);
      return peers.ask(node, key).catch(() => share(key, nodes.length));
    },
    kept: (key) => own.take(key),
    changed: () => keepers.clear(),
  };
}
