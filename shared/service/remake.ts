/**
 * The search words and comparison keys stored beside a row's texts follow rules (`shared/resource/words.ts`).
 * Rows of another version of the rules are rebuilt before the service answers; if the version is the same,
 * this reads only one row.
 */
import { isDeepStrictEqual } from "node:util";
import type mongoose from "mongoose";
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import { KEYS, keysOf, typedOf, WORDS_VERSION, wordsOf } from "../resource/words.ts";
import { isDuplicate } from "./duplicate.ts";

const CHUNK = 500;
const MARK = { _id: "words" };

type Rows = mongoose.mongo.Collection<Document>;
/** The collection with the version of the rules, and the collections of the resources. */
type Stored = {
  heads: mongoose.Collection<{ _id: string; version?: number; of?: string[] }>;
  writable(resource: AnyResource): Promise<Rows>;
  /** Whether it may have rows. */
  known(resource: AnyResource): boolean;
};

/** Rebuilds words and keys of another version; repeatable, so that a killed start begins again. */
export async function remakeWords(
  { heads, writable, known }: Stored,
  resources: readonly AnyResource[],
): Promise<void> {
  const made = await heads.findOne(MARK);
  const rule = {
    version: WORDS_VERSION,
    // A column that becomes searchable or typed is rebuilt as well.
    of: resources.map((each) => [each.name, ...(each.search ?? []), "/", ...typedOf(each)].join(" ")),
  };
  if (made && isDeepStrictEqual({ version: made.version, of: made.of }, rule)) return;
  for (const resource of resources)
    if (known(resource) && (resource.search || typedOf(resource).length))
      await remakeRows(await writable(resource), resource);
  await heads.updateOne(MARK, { $set: rule }, { upsert: true });
}

async function remakeRows(all: Rows, resource: AnyResource): Promise<void> {
  let waiting: Document[] = [];
  const flush = async () => {
    const chunk = waiting;
    waiting = [];
    if (chunk.length) await write(all, resource, chunk);
  };
  for await (const row of all.find()) {
    if (waiting.push(row) === CHUNK) await flush();
  }
  await flush();
}

const madeOf = (resource: AnyResource, row: Document) => ({
  ...(resource.search ? { words: wordsOf(resource, row) } : {}),
  ...(typedOf(resource).length ? { [KEYS]: keysOf(resource, row) } : {}),
});

async function write(all: Rows, resource: AnyResource, chunk: readonly Document[]): Promise<void> {
  try {
    await all.bulkWrite(
      chunk.map((row) => ({
        updateOne: { filter: { _id: row._id }, update: { $set: madeOf(resource, row) } },
      })),
      { ordered: false },
    );
  } catch (error) {
    if (!isDuplicate(error) || !resource.once) throw error;
    for (const row of chunk) await writeOnce(all, resource, row);
  }
}

/** Duplicate words from before they had to be unique: the later one gets a place after the first. */
async function writeOnce(all: Rows, resource: AnyResource, row: Document): Promise<void> {
  const made = madeOf(resource, row);
  try {
    await all.updateOne({ _id: row._id }, { $set: made });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const keys = keysOf(resource, row);
    const behind = { ...keys, name: `${keys.name}${row._id}` };
    await all.updateOne({ _id: row._id }, { $set: { ...made, [KEYS]: behind } });
  }
}
