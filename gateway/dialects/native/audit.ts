/** `GET /audit`: the command logs of all services merged, newest first (AUD-1…3); each service keeps its own chain. */
import { operatesInstallation } from "../../../services/accounts/public.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import { INSTALLATION } from "../../../shared/installation.ts";
import { MAX_LIMIT, openCursor, sealCursor } from "../../../shared/page.ts";
import type { AuditRecord } from "../../../shared/service/audit.ts";
import { accessKinds } from "../../../shared/service/log.ts";
import type { ActionRef } from "../../../shared/service/reference.ts";
import { type Behavior, beyond } from "../../kit/behavior.ts";
import type { DialectContext } from "../../kit/context.ts";
import { handle } from "../../kit/operation.ts";
import { envelope, nextCursor } from "../../kit/paging.ts";
import type { Route } from "../../kit/route.ts";
import { type Codec, choiceOf, flag, instant, integer, text, uuid } from "../../shapes/codecs.ts";
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
  access: (typeof accessKinds)[number];
  shown_id: string;
  entity_id: string;
  kind: string;
  actor_id: string;
  action: string;
  from: string;
  to: string;
};
type AuditQuery = Filters & { installation: boolean; limit: number; cursor: string };
type Input = Given<Filters> & { of_installation: boolean; limit: number; after?: unknown };

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
  access: field("access", choiceOf(accessKinds)),
  shown_id: field("shown_id", uuid),
  installation: field("installation", flag),
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
      access: objectWith(
        {
          kind: { ...string, enum: [...accessKinds] },
          operation: string,
          rows: { type: "integer" },
          ids: { type: "array", items: { ...string, format: "uuid" } },
          ...{ format: string, status: { type: "integer" }, caller_org_id: { ...string, format: "uuid" } },
          ...{ since: { ...string, format: "date-time" }, until: { ...string, format: "date-time" } },
        },
        ["kind", "operation", "rows", "ids"],
      ),
    },
    ["id", "at", "action"],
  ),
);

async function refuseOthers(ctx: DialectContext): Promise<void> {
  const { operates } = await ctx.read(operatesInstallation, {});
  if (!operates)
    throw fail("forbidden", "Only the organization that operates this installation reads its records.");
}

/** `secret` signs cursors and is the same in every gateway. */
const readsAudit = (secret: string): Behavior =>
  handle({
    scope: "read:audit",
    query: auditQuery,
    schema: envelope("data", { next_cursor: nextCursor }).schema(record),
    async run(ctx, { limit = 50, cursor, installation = false, ...wanted }) {
      if (limit < 1 || limit > MAX_LIMIT)
        throw invalidField("limit", "out_of_range", `'limit' must be 1 to ${MAX_LIMIT}.`);
      if (installation) await refuseOthers(ctx);
      const org = installation ? INSTALLATION : ctx.principal.org.id;
      const scope = { org, list: "audit", query: JSON.stringify(wanted), sort: "-at" };
      const after = cursor ? openCursor(secret, scope, cursor) : undefined;
      const input = {
        ...wanted,
        of_installation: installation,
        limit: limit + 1,
        ...(after ? { after } : {}),
      };
      const pages = await Promise.all(servicesWithLogs.map((service) => ctx.read(listOf(service), input)));
      const rows = pages.flat().sort(newestFirst);
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      const next_cursor = rows.length > limit && last ? sealCursor(secret, scope, [last.at, last.id]) : null;
      await ctx.services.note({ kind: "audit", rows: data.length });
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
      summary:
        "List who changed what, when and in which request, newest first. Records with `access` changed nothing: somebody saw bank data, exported, read this log or more than 1,000 rows at once, or was refused. `access` and `shown_id` (an account whose bank data were shown) find them. `installation=true` lists the records of the installation, for the organization that operates it.",
      does: readsAudit(secret),
    },
  });
