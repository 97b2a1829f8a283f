/** SEC-1: the current key opens every sealed value; no database contains the key. */
import { named, type Walk } from "../check.ts";
import type { Row } from "../stores.ts";

/** Service, collection, and the fields whose values are sealed. */
const places: readonly [service: string, collection: string, fields: readonly string[]][] = [
  ["accounts", "accounts", ["bank_account_number"]],
  ["platform", "webhook_endpoints", ["secret", "old_secret"]],
];

export const sealed: Walk = {
  checks: { "SEC-1": "sealed fields can be opened" },
  async run(stores, tell) {
    const answers = stores.services.map((service) => [service, "_answers", ["answer"]] as const);
    for (const [service, collection, fields] of [...places, ...answers]) {
      const some: Row = { $or: fields.map((field) => ({ [field]: { $type: "string" } })) };
      for await (const row of stores.rows(service, collection, some, { fields: ["org_id", ...fields] })) {
        for (const field of fields) {
          if (typeof row[field] !== "string") continue;
          tell.read("SEC-1");
          if (!stores.opens(row[field]))
            tell.breach(
              "SEC-1",
              named(`${service} ${collection} ${row._id} ${field}`, row),
              "cannot be opened",
            );
        }
      }
    }
  },
};
