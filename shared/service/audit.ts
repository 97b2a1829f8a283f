/** Reads a service's command log as audit records (AUD-3): newest first, by entity, actor, action, time. */
import { invalidField } from "../errors.ts";
import { INSTALLATION } from "../installation.ts";
import type { Meta } from "../meta.ts";
import type { AnyResource } from "../resource/resource.ts";
import { carriedFor, type FoundRow } from "./carried-log.ts";
import type { Database } from "./database.ts";
import type { LogRow } from "./log.ts";
import type { ActionRef } from "./reference.ts";
import { refuseRestricted } from "./visible.ts";

export type AuditRecord = Omit<LogRow, "_id" | "ts" | "pending" | "published_at" | "decided" | "events"> & {
  id: string;
  service: string;
  events: { id: string; type: string }[];
};

type AuditQuery = {
  entity_id?: string;
  kind?: string;
  actor_id?: string;
  action?: string;
  access?: string;
  shown_id?: string;
  of_installation?: boolean;
  from?: string;
  to?: string;
  /** Only records after this one: [at, id]. */
  after?: [string, string];
  limit?: number;
};

export async function auditPage(
  db: Database,
  resources: readonly AnyResource[],
  meta: Meta,
  input: Record<string, unknown>,
): Promise<AuditRecord[]> {
  refuseRestricted({ spans_stores: true }, meta);
  const query = input as AuditQuery;
  const limit = query.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 101)
    throw invalidField("limit", "number", "limit must be 1 to 100.");
  const org_id = query.of_installation ? INSTALLATION : meta.org.id;
  const filter: Record<string, unknown>[] = [{ org_id }];
  if (query.entity_id) filter.push({ "changes.id": String(query.entity_id) });
  if (query.kind) filter.push({ "changes.kind": String(query.kind) });
  if (query.actor_id) filter.push({ "actor.id": String(query.actor_id) });
  if (query.action) filter.push({ action: String(query.action) });
  if (query.access) filter.push({ "access.kind": String(query.access) });
  if (query.shown_id) filter.push({ "access.kind": "bank_data", "access.ids": String(query.shown_id) });
  if (query.from) filter.push({ at: { $gte: String(query.from) } });
  if (query.to) filter.push({ at: { $lte: String(query.to) } });
  if (query.after) {
    const [at, id] = query.after;
    filter.push({ $or: [{ at: { $lt: String(at) } }, { at: String(at), _id: { $lt: String(id) } }] });
  }
  const matching = { $and: filter };
  // Documents first: a row that moves meanwhile is then found in the log.
  const known = resources.filter(db.collections.known);
  const carried = await carriedFor(db, known, org_id, matching);
  const logged = await db.kernel.log.find(matching).sort({ at: -1, _id: -1 }).limit(limit).toArray();
  const rows = newestFirst([...carried, ...(logged as unknown as FoundRow[])]).slice(0, limit);
  const service = db.connection.name;
  return rows.map(
    ({
      _id,
      home: _home,
      ts: _ts,
      pending: _pending,
      published_at: _published,
      decided: _decided,
      ...row
    }) => ({
      id: _id,
      service: service.slice(service.lastIndexOf("_") + 1),
      ...row,
      events: row.events.map(({ id, type }) => ({ id, type })),
    }),
  );
}

/** A row that is moving counts once, in the log's version. */
const newestFirst = (rows: readonly FoundRow[]): FoundRow[] =>
  [...new Map(rows.map((row) => [row._id, row])).values()].sort((a, b) =>
    a.at === b.at ? (a._id < b._id ? 1 : -1) : a.at < b.at ? 1 : -1,
  );

/** The changes of one command: the part of the log that the change feed shows. */
export type Changed = {
  seq: number;
  at: string;
  changes: { kind: string; id: string; version: number; deleted: boolean }[];
};
export const pullChanges = (service: string): ActionRef<{ after: number; limit: number }, Changed[]> => ({
  name: `${service}.changes.pull`,
});

/** A tenant's placed rows after `after`, in order and without gaps. */
export async function changesAfter(
  db: Database,
  meta: Meta,
  after: number,
  limit: number,
): Promise<Changed[]> {
  const rows = await db.kernel.log
    .find({ org_id: meta.org.id, seq: { $gt: after } })
    .project({ seq: 1, at: 1, changes: 1 })
    .sort({ seq: 1 })
    .limit(limit)
    .toArray();
  return (rows as unknown as LogRow[]).map(({ seq, at, changes }) => ({
    seq: seq!,
    at,
    changes: changes.map(({ kind, id, version, verb }) => ({
      kind,
      id,
      version,
      deleted: verb === "deleted" || verb === "removed",
    })),
  }));
}
