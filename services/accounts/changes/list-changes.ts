/**
 * The tenant's change feed (API-4b). It is read from each service's log. New records get their numbers here when a caller asks,
 * so that commands do not pay for a feed without readers.
 */
import { type Changed, pullChanges } from "../../../shared/service/audit.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { change } from "./change.ts";
import * as declared from "./declarations.ts";
import { feedHead } from "./feed-head.ts";

const sources = ["catalog", "inventory", "sales", "accounts", "contracts"] as const;
const PULL = 500;
const MAX_ROUNDS = 20;

type Pulled = { source: string; rows: Changed[] }[];

async function pull(call: Call, positions: Record<string, number>): Promise<Pulled> {
  return Promise.all(
    sources.map(async (source) => ({
      source,
      rows: await call(pullChanges(source), { after: positions[source] ?? 0, limit: PULL }),
    })),
  );
}

/** Numbers the new records. Two readers at once write the same head, and one of them retries. */
async function number(tx: Tx, pulled: Pulled): Promise<void> {
  const { entity: head } = await tx.upsert(feedHead, tx.org.id, { seq: 0, positions: {} });
  const fresh = pulled.flatMap(({ source, rows }) =>
    rows.filter((row) => row.seq > (head.positions[source] ?? 0)),
  );
  fresh.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let seq = head.seq;
  const lines = fresh.flatMap((row) =>
    row.changes.map((each) => ({
      seq: ++seq,
      kind: each.kind,
      entity_id: each.id,
      entity_version: each.version,
      deleted: each.deleted,
      at: row.at,
    })),
  );
  const positions = { ...head.positions };
  for (const { source, rows } of pulled)
    positions[source] = Math.max(positions[source] ?? 0, rows.at(-1)?.seq ?? 0);
  await tx.append(change, lines);
  await tx.updateReturningHidden(feedHead, tx.org.id, { $set: { seq, positions } });
}

async function catchUp(
  reader: Reader,
  call: Call,
  transact: (run: (tx: Tx) => Promise<void>) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const head = await reader.findOne(feedHead, { _id: reader.org.id });
    const pulled = await pull(call, head?.positions ?? {});
    if (pulled.every(({ rows }) => rows.length === 0)) return;
    await transact((tx) => number(tx, pulled));
    if (pulled.every(({ rows }) => rows.length < PULL)) return;
  }
}

export const listChanges = flow(
  declared.listChanges,
  async ({ reader, call, transact, meta }, { since, kinds, limit }) => {
    await catchUp(reader, call, (run) => transact(meta, { action: declared.listChanges.name }, run));
    const wanted = kinds ? { kind: { $in: kinds.split(",") } } : {};
    const rows = await reader.find(change, { seq: { $gt: since }, ...wanted }, { sort: { seq: 1 }, limit });
    const head = await reader.findOne(feedHead, { _id: reader.org.id });
    // Fewer rows than requested: everything up to the head was read.
    const next_since = rows.length === limit ? rows.at(-1)!.seq : Math.max(since, head?.seq ?? 0);
    return {
      data: rows.map(({ seq, kind, entity_id, entity_version, deleted, at }) => ({
        seq,
        kind,
        id: entity_id,
        version: entity_version,
        deleted,
        at,
      })),
      next_since,
    };
  },
);
