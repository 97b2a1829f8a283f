/**
 * The only access across tenants: to look a row up by a globally unique value before its tenant is known (a
 * key's hash, an organization's slug), and to run work for every tenant in turn. Callers cannot reach it
 * directly.
 */
import { nowInstant } from "../clock.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta, Origin } from "../meta.ts";
import { isNobody } from "../resource/carried-log.ts";
import { type Document, shownOf } from "../resource/model.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Cipher } from "./cipher.ts";
import type { Database } from "./database.ts";
import { systemDocument, updateOf } from "./documents.ts";
import { isDuplicate } from "./duplicate.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { ServiceSettings } from "./settings.ts";
import { anyRows, storedUpdate } from "./stored-filter.ts";
import type { Transact } from "./transact.ts";

export type Global = {
  /** The row with its hidden fields. */
  lookup<T extends FieldTable>(
    resource: Resource<T>,
    unique: Record<string, string>,
  ): Promise<{ entity: Entity<Resource<T>>; document: Document } | null>;
  /** Ids of rows due for work, of all tenants, oldest first: `{id, org_id}`. */
  due(
    resource: AnyResource,
    filter: Record<string, unknown>,
    limit: number,
  ): Promise<{ id: string; org_id: string }[]>;
  /** The distinct values of a field in rows due for work, each with its tenant. */
  dueBy(
    resource: AnyResource,
    filter: Record<string, unknown>,
    field: string,
  ): Promise<{ value: string; org_id: string }[]>;
  /** One silent write of the service's own bookkeeping, to every row that matches. */
  changeAll(
    resource: AnyResource,
    filter: Record<string, unknown>,
    set: Record<string, unknown>,
  ): Promise<void>;
  /** Creates a row without a tenant under this id; false if there is one already. */
  establish(resource: AnyResource, id: string, values: Record<string, unknown>): Promise<boolean>;
  /** The last row in the order of a field. */
  last<T extends FieldTable>(
    resource: Resource<T>,
    filter: Record<string, unknown>,
    by: string,
  ): Promise<Entity<Resource<T>> | null>;
  /** Removes expired bookkeeping. */
  purge(resource: AnyResource, filter: Record<string, unknown>): Promise<void>;
  /** Reads of one tenant. */
  reader(meta: Meta): Reader;
  /** Every value of the tenant column. */
  tenants(resource: AnyResource): Promise<string[]>;
  transact: Transact;
  /** Where the request comes from, of work that a request asks for. */
  origin: Partial<Origin>;
  /** Seals values that are stored under the secret key alone. */
  cipher: Cipher;
  /** The operator's settings. */
  settings: ServiceSettings;
};

const originIn = ({ request_id, ip, user_agent }: Partial<Origin>): Partial<Origin> => ({
  ...(request_id ? { request_id } : {}),
  ...(ip ? { ip } : {}),
  ...(user_agent ? { user_agent } : {}),
});

export function globalOf(db: Database, transact: Transact, asked: Partial<Origin> = {}): Global {
  return {
    transact,
    origin: originIn(asked),
    cipher: db.cipher,
    settings: db.settings,
    async lookup(resource, unique) {
      const document = await db.model(resource).findOne(anyRows(unique)).lean<Document | null>();
      return document && { entity: shownOf(resource, document), document };
    },
    async due(resource, filter, limit) {
      const rows = await db
        .model(resource)
        .find(anyRows(filter), { org_id: 1 })
        .sort({ updated_at: 1 })
        .limit(limit)
        .comment("schedule")
        .lean<Document[]>();
      return rows.map((row) => ({ id: row._id, org_id: row.org_id }));
    },
    async dueBy(resource, filter, field) {
      const rows = await db
        .model(resource)
        .aggregate<{ _id: string; org_id: string }>([
          { $match: filter },
          { $group: { _id: `$${field}`, org_id: { $first: "$org_id" } } },
        ])
        .option({ comment: "schedule" });
      return rows.map(({ _id, org_id }) => ({ value: _id, org_id }));
    },
    async changeAll(resource, filter, set) {
      const update = updateOf(resource, { $set: set }, { now: nowInstant(), silent: true });
      const rows = await db.writable(resource);
      await rows.updateMany(anyRows(filter), storedUpdate(update));
    },
    async establish(resource, id, values) {
      try {
        const rows = await db.writable(resource);
        // The driver expects a row of the collection's type; this one is built from a table.
        await rows.insertOne(systemDocument(id, values) as never);
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return false;
      }
    },
    async last(resource, filter, by) {
      const row = await db.rows(resource).findOne(anyRows(filter), { sort: { [by]: -1 } });
      return row ? shownOf(resource, row) : null;
    },
    async purge(resource, filter) {
      await db.model(resource).deleteMany(anyRows(filter));
    },
    reader: (meta) => readerOf(db, meta),
    tenants: (resource) => tenantsIn(db, resource),
  };
}

async function tenantsIn(db: Database, resource: AnyResource): Promise<string[]> {
  const found = (await db.model(resource).distinct("org_id").exec()) as string[];
  return found.filter((id) => !isNobody(id));
}
