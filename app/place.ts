/** Where Backroom works: a MongoDB that has been looked at and the key under which its data is sealed. */
import { type EmbeddedMongo, type MongoOptions, startMongo } from "../shared/provision/mongo.ts";
import { withMongo } from "../shared/provision/reach-mongo.ts";
import { provenKey, refuseMissingKey } from "./secret-key.ts";
import type { Settings } from "./settings.ts";

export type Place = { mongo_url: string; secret_key: string; stop(): Promise<void> };

/** The MongoDB of the settings, or the embedded one, which is started. */
export async function openMongo(
  settings: Settings,
  options: Omit<MongoOptions, "dataDir" | "ephemeral"> = {},
): Promise<Pick<EmbeddedMongo, "url" | "stop">> {
  if (settings.MONGO_URL) return { url: settings.MONGO_URL, stop: async () => undefined };
  return startMongo({ ...options, dataDir: settings.DATA_DIR });
}

/** Throws a provision error of one sentence for whatever stands in the way; nothing is left running then. */
export async function openPlace(
  settings: Settings,
  options: Omit<MongoOptions, "dataDir" | "ephemeral"> = {},
): Promise<Place> {
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
