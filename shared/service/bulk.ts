/**
 * One request for many entities (BLK-3), processed in chunks of transactions, because a thousand entities
 * with their audit records exceed one log row. Under an idempotency key each chunk records its progress, so
 * that a repeated request resumes after a crash, and an edit that adds never adds twice.
 */
import { fail, invalidField, isFailure } from "../errors.ts";
import { choice, count, flag, group, id, instant, list, text } from "../fields/index.ts";
import { idOf } from "../ids.ts";
import { resource } from "../resource/resource.ts";
import { isAnswered } from "./answers.ts";
import { type FlowContext, shapeOf } from "./operation.ts";
import { tried } from "./trial.ts";
import type { Tx } from "./tx.ts";

const result = {
  id: id(),
  status: choice(["changed", "unchanged", "error"]),
  error: text({ optional: true }),
  message: text({ optional: true }),
} as const;

export type BulkResult = {
  id: string;
  status: "changed" | "unchanged" | "error";
  error: string | null;
  message: string | null;
};

/** The result for each entity, in the order of the request. */
export const bulkShape = shapeOf({ changed: count(), failed: count(), results: list(group(result)) });

/** Input of every bulk edit. */
export const dryRun = {
  dry_run: flag({
    default: false,
    about: "Returns what the edit would do, and changes nothing.",
  }),
} as const;

export const MOST_IN_BULK = 1000;
const CHUNK = 100;

/** The progress of a bulk edit of this service; emptied when its answer is stored. */
export const bulkProgress = <const S extends string>(service: S) =>
  resource({
    service,
    name: "bulk_edit",
    plural: "bulk_edits",
    fields: { ids: list(id()), results: list(group(result)), ended_at: instant({ optional: true }) },
    hardDelete: true,
    verbs: [],
  });
type Progress = ReturnType<typeof bulkProgress>;

export type Bulk = {
  action: string;
  progress: Progress;
  dry_run: boolean;
  /** The entities; queried once, whatever the number of attempts. */
  ids: () => Promise<readonly string[]>;
  /** Reads from other services for some of them, before their transaction. */
  chunk: (ids: readonly string[]) => Promise<(tx: Tx) => Promise<BulkResult[]>>;
};

type Done = { ids: string[]; results: BulkResult[] };

export const inBulk = (context: FlowContext, bulk: Bulk) =>
  bulk.dry_run ? tryAll(context, bulk) : doAll(context, bulk);

async function tryAll({ meta, transact }: FlowContext, { action, ids, chunk }: Bulk) {
  const all = await ids();
  const results: BulkResult[] = [];
  for (let from = 0; from < all.length; from += CHUNK) {
    const run = await chunk(all.slice(from, from + CHUNK));
    results.push(
      ...(await tried<BulkResult[]>((undo) => transact(meta, { action }, async (tx) => undo(await run(tx))))),
    );
  }
  return summary(results);
}

async function doAll(context: FlowContext, bulk: Bulk) {
  const { headers, meta, transact } = context;
  const { progress, action } = bulk;
  const { idempotency_key, fingerprint } = headers;
  const key = idempotency_key ? idOf(`${action}:${idempotency_key}:${fingerprint}`) : null;
  const found = key ? await context.reader.get(progress, key) : null;
  const ids = found?.ids.length ? found.ids : [...(await bulk.ids())];
  const done: Done = { ids, results: [...((found?.results as BulkResult[] | undefined) ?? [])] };
  for (;;) {
    const part = ids.slice(done.results.length, done.results.length + CHUNK);
    const last = done.results.length + part.length >= ids.length;
    const run = await bulk.chunk(part);
    // The answer is stored with the last of the work.
    const unit = last ? { action, headers } : { action };
    const answer = await transact(meta, unit, async (tx) => {
      const results = part.length ? await run(tx) : [];
      if (key) await note(tx, progress, { key, done, results, last });
      return summary([...done.results, ...results]);
    });
    done.results.push(...answer.results.slice(done.results.length));
    if (last) return answer;
  }
}

/** If a duplicate has come further in the meantime, it wins: this one gives up. */
async function note(
  tx: Tx,
  progress: Progress,
  { key, done, results, last }: { key: string; done: Done; results: BulkResult[]; last: boolean },
): Promise<void> {
  const { ids, results: before } = done;
  const { entity } = await tx.upsert(progress, key, { ids, results: [] });
  if (isAnswered(entity, tx.now) || entity.results.length !== before.length)
    throw fail("request_in_progress", "This request is being carried out.", {
      headers: { "Retry-After": "1" },
    });
  const next = last ? { ids: [], results: [], ended_at: tx.now } : { ids, results: [...before, ...results] };
  await tx.updateReturningHidden(progress, key, { $set: next });
}

const summary = (results: BulkResult[]) => ({
  changed: results.filter((each) => each.status === "changed").length,
  failed: results.filter((each) => each.status === "error").length,
  results,
});

export function refuseTwice(ids: readonly string[], pointer: string): void {
  const seen = new Set<string>();
  for (const [i, each] of ids.entries()) {
    if (seen.has(each)) throw invalidField(`${pointer}/${i}`, "duplicate", "This one is named twice.");
    seen.add(each);
  }
}

/** Decides each entity on its own: a refusal is that entity's result, and the others continue. */
export function decideEach<W>(
  ids: readonly string[],
  decide: (id: string) => W | null,
): { results: BulkResult[]; writes: W[] } {
  const writes: W[] = [];
  const results = ids.map((each): BulkResult => {
    try {
      const write = decide(each);
      if (!write) throw fail("not_found", "There is none with this id.");
      writes.push(write);
      return { id: each, status: "unchanged", error: null, message: null };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { id: each, status: "error", error: error.type, message: error.message };
    }
  });
  return { results, writes };
}

/** The results, once it is known which entities changed. */
export const withChanged = (
  results: readonly BulkResult[],
  changed: readonly { id: string }[],
): BulkResult[] => {
  const ids = new Set(changed.map((each) => each.id));
  return results.map((each) => (ids.has(each.id) ? { ...each, status: "changed" } : each));
};
