/** `GET /audit`: the command logs of all services merged, newest first (AUD-1…3); each service keeps its own chain. */
import { fail, invalidField } from "../../shared/errors.ts";
import { readInstantInQuery, readUuid } from "../../shared/fields/index.ts";
import { MAX_LIMIT, openCursor, sealCursor } from "../../shared/page.ts";
import type { AuditRecord } from "../../shared/service/audit.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import { unknownParameter } from "../query.ts";
import type { Asked, Parameter, RouteRow } from "../row.ts";
import { native } from "./rows.ts";

/** Services with a command log. */
export const servicesWithLogs = [
  "accounts",
  "catalog",
  "contracts",
  "inventory",
  "platform",
  "sales",
] as const;
const listOf = (service: string): ActionRef<Record<string, unknown>, AuditRecord[]> => ({
  name: `${service}.audit.list`,
});

const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined);

const filters: Record<string, { about: string; read: (value: string) => string | undefined }> = {
  entity_id: { about: "Records that changed this entity.", read: readUuid },
  kind: {
    about: "Records that changed a kind of entity, such as sale.",
    read: matching(/^[a-z_]{1,50}$/),
  },
  actor_id: { about: "What this key or user did.", read: matching(/^.{1,100}$/s) },
  action: {
    about: "One action, such as sales.sale.create.",
    read: matching(/^[a-z_.]{1,100}$/),
  },
  from: { about: "At or after this instant.", read: readInstantInQuery },
  to: { about: "At or before this instant.", read: readInstantInQuery },
};

const parameters: Parameter[] = [
  ...Object.entries(filters).map(([name, { about }]) => ({ name, about, schema: { type: "string" } })),
  { name: "limit", schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT } },
  { name: "cursor", schema: { type: "string" } },
];

function read({ query }: Asked): { wanted: Record<string, string>; limit: number; cursor: string | null } {
  const wanted: Record<string, string> = {};
  let limit = 50;
  let cursor: string | null = null;
  for (const [name, value] of query) {
    if (name === "cursor") cursor = value;
    else if (name === "limit") limit = /^\d{1,3}$/.test(value) ? Number(value) : 0;
    else if (!filters[name])
      throw unknownParameter(
        name,
        parameters.map((each) => each.name),
      );
    else {
      const found = filters[name].read(value);
      if (found === undefined) throw invalidField(name, "invalid_filter", `'${name}' is not well-formed.`);
      wanted[name] = found;
    }
  }
  if (limit < 1 || limit > MAX_LIMIT)
    throw invalidField("limit", "out_of_range", `'limit' must be 1 to ${MAX_LIMIT}.`);
  return { wanted, limit, cursor };
}

/** The rows of the log's own reading; `secret` signs cursors and is the same in every gateway. */
export function auditRow(secret: string): RouteRow {
  return {
    dialect: native,
    method: "GET",
    path: `${native.prefix}/audit`,
    scope: "read:audit",
    document: {
      operation_id: "list_audit",
      tag: "audit",
      about: "Who changed what, when and in which request; newest first.",
      parameters,
      status: 200,
      schema: {
        type: "object",
        properties: {
          data: { type: "array", items: { type: "object" } },
          next_cursor: { type: ["string", "null"] },
        },
        required: ["data", "next_cursor"],
      },
    },
    async answer(asked, call) {
      const { wanted, limit, cursor } = read(asked);
      const org = asked.principal?.org.id;
      if (!org) throw fail("unauthorized", "Send an API key.");
      const scope = { org, list: "audit", query: JSON.stringify(wanted), sort: "-at" };
      const after = cursor ? openCursor(secret, scope, cursor) : undefined;
      const input = { ...wanted, limit: limit + 1, ...(after ? { after } : {}) };
      const pages = await Promise.all(servicesWithLogs.map((service) => call(listOf(service), input)));
      const rows = pages
        .flat()
        .sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      const next_cursor = rows.length > limit && last ? sealCursor(secret, scope, [last.at, last.id]) : null;
      return { status: 200, body: { data, next_cursor } };
    },
  };
}
