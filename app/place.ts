/** A checked MongoDB and the key of its sealed values. */
import { type EmbeddedMongo, type MongoOptions, startMongo } from "../shared/provision/mongo.ts";
import { withMongo } from "../shared/provision/reach-mongo.ts";
import { runningMongo } from "../shared/provision/running-mongo.ts";
import { provenKey, refuseMissingKey } from "./secret-key.ts";
import type { Settings } from "./settings.ts";

export type Place = { mongo_url: string; secret_key: string; stop(): Promise<void> };

export type PlaceOptions = Omit<MongoOptions, "dataDir" | "ephemeral"> & {
  /** Use the embedded MongoDB of a running Backroom if there is one, and leave it running. */
  beside?: boolean;
};

/** The MongoDB of the settings; otherwise starts the embedded one. */
export async function openMongo(
  settings: Settings,
  { beside = false, ...options }: PlaceOptions = {},
): Promise<Pick<EmbeddedMongo, "url" | "stop">> {
  const dataDir = settings.DATA_DIR;
  const there = settings.MONGO_URL ?? (beside ? await runningMongo(dataDir) : undefined);
  if (there) return { url: there, stop: async () => undefined };
  return startMongo({ ...options, dataDir, cacheMb: settings.MONGO_CACHE_MB });
}

/** Throws a one-sentence provision error and leaves nothing running if it cannot open. */
export async function openPlace(settings: Settings, options: PlaceOptions = {}): Promise<Place> {
  refuseMissingKey(settings);
  const { url, stop } = await openMongo(settings, options);
  try {
    const secret_key = await withMongo(url, (client) => provenKey(client, settings));
    return { mongo_url: url, secret_key, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
