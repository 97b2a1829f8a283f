/** Six processes over NATS with second copies of inventory and contracts, on the clock of a story. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codesIn } from "./candle.ts";
import { type Cluster, startCluster } from "./processes.ts";
import type { Shops } from "./shop-window.ts";
import { type StoryClock, sharedClock } from "./story-clock.ts";
import { breachesIn } from "./verified.ts";

export type StoryCluster = Pick<Cluster, "organization" | "stop"> & {
  shops: Shops & { clock: StoryClock };
  breaches(): Promise<string[]>;
};

export async function startStoryCluster(begins: string): Promise<StoryCluster> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-story-"));
  const clock = sharedClock(join(folder, "clock"));
  await clock.goTo(begins);
  const cluster = await startCluster({ env: { DATA_DIR: folder, ...clock.env } });
  await cluster.start("inventory-2", ["inventory"]);
  await cluster.start("contracts-2", ["contracts"]);
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  return {
    organization: cluster.organization,
    shops: { url: cluster.url, codeFor: codesIn(join(folder, "mail")), clock },
    breaches: () => breachesIn(place),
    async stop() {
      clock.restore();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
