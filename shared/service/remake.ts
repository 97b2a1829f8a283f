/**
 * The search words and comparison keys stored beside a row's texts follow rules (`shared/resource/words.ts`).
 * Rows of another version of the rules are rebuilt by a step of the migrations, before the service answers.
 */
import type mongoose from "mongoose";
import { sha256 } from "../ids.ts";
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import { KEYS, keysOf, typedOf, WORDS_VERSION, wordsOf } from "../resource/words.ts";
import { isDuplicate } from "./duplicate.ts";
import type { Step } from "./migrations.ts";

type Rows = mongoose.mongo.Collection<Document>;

/** Rebuilds words and keys; a column that becomes searchable or typed is rebuilt as well. */
export function wordsStep(resources: readonly AnyResource[]): Step {
  const worded = resources.filter((each) => each.search || typedOf(each).length);
  const columns = worded.map((each) => [each.name, ...(each.search ?? []), "/", ...typedOf(each)].join(" "));
  return {
    id: "words",
    about: "Rebuilds the words for searching and comparing text by their current rules.",
    version: `${WORDS_VERSION}-${sha256(columns.join()).slice(0, 12)}`,
    async up({ batches }) {
      for (const resource of worded) await batches(resource, (all, rows) => write(all, resource, rows));
    },
  };
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
