/**
 * The key of sealed values: SECRET_KEY, or in embedded mode a file beside the data, readable by the owner only. It is checked before
 * anything starts, and created only for fresh embedded data: a lost key is never replaced silently.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadServices } from "../services/index.ts";
import { writePrivate } from "../shared/provision/private-file.ts";
import { provisionError } from "../shared/provision/provision-error.ts";
import { beginWith, type KeyState, type Sealing, stateOfKey } from "../shared/service/sealed.ts";
import { isKey } from "./settings/kinds.ts";
import type { Settings } from "./settings.ts";

export const newKey = (): string => randomBytes(32).toString("base64");

export const keyFileIn = (dataDir: string): string => join(dataDir, "secret-key");

/** The key in a file, if there is one. */
export async function readKey(file: string): Promise<string | undefined> {
  const text = (await readFile(file, "utf8").catch(() => undefined))?.trim();
  if (text === undefined || isKey(text)) return text;
  throw provisionError(
    `${file} holds no key of 32 bytes in base64: put the right file back, or set SECRET_KEY to the key of this data.`,
  );
}

/** With your own MongoDB only you can create the key, because every process needs the same one. */
export function refuseMissingKey({ MONGO_URL, SECRET_KEY }: Settings): void {
  if (MONGO_URL && !SECRET_KEY)
    throw provisionError(
      "SECRET_KEY is not set, and with MONGO_URL none is made: set it to the key of this data, or for new data to what `openssl rand -base64 32` prints, keep it apart from the database, and give every process the same one.",
    );
}

/** State → why a start is refused. */
const refusals: Partial<Record<KeyState["kind"], (source: string, namespace: string) => string>> = {
  wrong: (source, namespace) =>
    `${source} is not the key under which the data of '${namespace}' is sealed: set SECRET_KEY to that key.`,
  changing: (_source, namespace) =>
    `The data of '${namespace}' is on its way to another secret key: run \`npm run backroom -- change-secret-key\` again, with the same keys as before.`,
};

export const sealingOf = (client: Sealing["client"], { NAMESPACE }: Settings): Sealing => ({
  client,
  namespace: NAMESPACE,
  services: loadServices,
});

/** Where the key of these settings is, and the key, if there is one. */
export async function keyOf({ SECRET_KEY, MONGO_URL, DATA_DIR }: Settings) {
  if (SECRET_KEY || MONGO_URL) return { source: "SECRET_KEY", key: SECRET_KEY };
  const source = keyFileIn(DATA_DIR);
  return { source, key: await readKey(source) };
}

/** The key that opens the stored values; throws a one-sentence error without one. */
export async function provenKey(client: Sealing["client"], settings: Settings): Promise<string> {
  const sealing = sealingOf(client, settings);
  const { source, key } = await keyOf(settings);
  const state = await stateOfKey(sealing, key);
  const refused = refusals[state.kind];
  const lost = key === undefined && (state.kind === "wrong" || (state.kind === "new" && state.data));
  if (lost)
    throw provisionError(
      `${source} is gone, under which the data in ${settings.DATA_DIR} is sealed: put it back, or set SECRET_KEY to what it held.`,
    );
  if (refused) throw provisionError(refused(source, settings.NAMESPACE));
  const proven = key ?? newKey();
  if (key === undefined) await writePrivate(source, proven);
  if (state.kind === "new" && !(await beginWith(sealing, proven)))
    throw provisionError(refusals.wrong!(source, settings.NAMESPACE));
  return proven;
}
