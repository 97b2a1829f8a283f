/** Encrypts all sealed values under another key. */
import { rename, rm } from "node:fs/promises";
import { writePrivate } from "../../shared/provision/private-file.ts";
import { withMongo } from "../../shared/provision/reach-mongo.ts";
import { reseal } from "../../shared/service/sealed.ts";
import { openMongo } from "../place.ts";
import { keyOf, newKey, readKey, refuseMissingKey, sealingOf } from "../secret-key.ts";
import { isKey } from "../settings/kinds.ts";
import { readSettings } from "../settings.ts";
import { say, sentence } from "./with-services.ts";

const refusals = {
  at_work:
    "Backroom works on this data: stop all of it first (what was killed counts for another ten seconds).",
  wrong_old: "The key of today does not fit this data: nothing was changed.",
  wrong_new: "An earlier change to another new key broke off: give that key as NEW_SECRET_KEY.",
} as const;

/** The new key: NEW_SECRET_KEY, else the one that an earlier run wrote to the file, else a fresh one. */
async function nextKey(file: string | null): Promise<string> {
  const given = process.env.NEW_SECRET_KEY;
  if (given !== undefined && !isKey(given))
    throw sentence("NEW_SECRET_KEY must be 32 bytes in base64 (openssl rand -base64 32).");
  if (given) return given;
  if (!file) throw sentence("Set NEW_SECRET_KEY to the new key (openssl rand -base64 32).");
  return (await readKey(file)) ?? newKey();
}

export async function changeSecretKey(): Promise<void> {
  const settings = readSettings(process.env);
  refuseMissingKey(settings);
  const { source, key } = await keyOf(settings);
  if (key === undefined) throw sentence(`${source} is not there: nothing is sealed, or its key is lost.`);
  const own = settings.SECRET_KEY ? null : source;
  const written = own && `${own}.new`;
  const next = await nextKey(written);
  // Written before any value uses it, because a fresh key must survive this process.
  if (written) await writePrivate(written, next);
  const { url, stop } = await openMongo(settings, { beside: true });
  try {
    const done = await withMongo(url, (client) => reseal(sealingOf(client, settings), key, next));
    if (done.refused) {
      if (written && done.refused !== "at_work") await rm(written, { force: true });
      throw sentence(refusals[done.refused]);
    }
    if (own && written) await rename(written, own);
    const { values, unreadable } = done;
    say({ values, unreadable, key: own ? `now in ${own}` : "set SECRET_KEY to the new one everywhere" });
  } finally {
    await stop();
  }
}
