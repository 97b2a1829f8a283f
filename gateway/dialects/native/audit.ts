/** `GET /audit`: the command logs of all services merged, newest first (AUD-1…3); each service keeps its own chain. */
import { invalidField } from "../../../shared/errors.ts";
import { MAX_LIMIT, openCursor, sealCursor } from "../../../shared/page.ts";
import type { AuditRecord } from "../../../shared/service/audit.ts";
import type { ActionRef } from "../../../shared/service/reference.ts";
import { type Behavior, beyond } from "../../kit/behavior.ts";
import { handle } from "../../kit/operation.ts";
import { envelope, nextCursor } from "../../kit/paging.ts";
import type { Route } from "../../kit/route.ts";
import { type Codec, instant, integer, text, uuid } from "../../shapes/codecs.ts";
import type { Given } from "../../shapes/read-body.ts";
import { named, objectWith } from "../../shapes/schema.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";

/** Services with a command log. */
export const servicesWithLogs = [
  "accounts",
  "catalog",
  "contracts",
  "inventory",
  "platform",
  "sales",
] as const;

type Filters = {
  entity_id: string;
  kind: string;
  actor_id: string;
  action: string;
  from: string;
  to: string;
};
type AuditQuery = Filters & { limit: number; cursor: string };
type Input = Given<Filters> & { limit: number; after?: unknown };

const listOf = (service: string): ActionRef<Input, AuditRecord[]> => ({ name: `${service}.audit.list` });

const matching = (pattern: RegExp, allowed: string): Codec<string> => ({
  ...text,
  in: (given) => (typeof given === "string" && pattern.test(given) ? { value: given } : { allowed }),
});

const auditQuery = shape("AuditQuery", rowsOf<AuditQuery>(), {
  entity_id: field("entity_id", uuid),
  kind: field("kind", matching(/^[a-z_]{1,50}$/, "a kind of entity, such as sale")),
  actor_id: field("actor_id", matching(/^.{1,100}$/s, "the id of a key or member")),
  action: field("action", matching(/^[a-z_.]{1,100}$/, "an action, such as sales.sale.create")),
  from: field("from", instant),
  to: field("to", instant),
  limit: field("limit", integer, { default: 50 }),
  cursor: field("cursor", text),
});

const string = { type: "string" };
const record = named(
  "AuditRecord",
  objectWith(
    {
      ...{ id: string, at: { ...string, format: "date-time" }, action: string, request_id: string },
      actor: objectWith({ kind: string, id: string }),
    },
    ["id", "at", "action"],
  ),
);

/** `secret` signs cursors and is the same in every gateway. */
const readsAudit = (secret: string): Behavior =>
  handle({
    scope: "read:audit",
    query: auditQuery,
    schema: envelope("data", { next_cursor: nextCursor }).schema(record),
    async run(ctx, { limit = 50, cursor, ...wanted }) {
      if (limit < 1 || limit > MAX_LIMIT)
        throw invalidField("limit", "out_of_range", `'limit' must be 1 to ${MAX_LIMIT}.`);
      const org = ctx.principal.org.id;
      const scope = { org, list: "audit", query: JSON.stringify(wanted), sort: "-at" };
      const after = cursor ? openCursor(secret, scope, cursor) : undefined;
      const input = { ...wanted, limit: limit + 1, ...(after ? { after } : {}) };
      const pages = await Promise.all(servicesWithLogs.map((service) => ctx.read(listOf(service), input)));
      const rows = pages.flat().sort(newestFirst);
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      const next_cursor = rows.length > limit && last ? sealCursor(secret, scope, [last.at, last.id]) : null;
      return { data, next_cursor };
    },
  });

type Placed = { at: string; id: string };
const newestFirst = (a: Placed, b: Placed): number =>
  a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;

export const auditRoutes = (secret: string): Route[] =>
  beyond(native, {
    "GET /audit": {
      id: "listAudit",
      tag: "Audit",
      summary: "List who changed what, when and in which request, newest first.",
      does: readsAudit(secret),
    },
  });
