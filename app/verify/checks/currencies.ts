/** Currencies of business units: the base of each root, and the currencies of active rates (MRC-CUR-1, MRC-CUR-2). */
import type { Walk } from "../check.ts";
import type { Row } from "../stores.ts";

const fields = ["org_id", "business_unit_id", "code", "is_base"];
const rated = ["org_id", "business_unit_id", "from_currency", "to_currency"];

const keyOf = ({ org_id, business_unit_id }: Row, code: unknown): string =>
  [org_id, business_unit_id ?? "", code].join(" ");

export const currencies: Walk = {
  checks: {
    "MRC-CUR-1": "the base of a root is its currency of the books",
    "MRC-CUR-2": "active exchange rates are between two currencies that are there",
  },
  async run(stores, tell) {
    const books = new Map<string, unknown>();
    for await (const { _id, currency } of stores.rows(
      "accounts",
      "organizations",
      {},
      { fields: ["currency"] },
    ))
      books.set(_id, currency);
    const known = new Set<string>();
    for await (const row of stores.rows("accounts", "currencies", { deleted_at: null }, { fields })) {
      tell.read("MRC-CUR-1");
      known.add(keyOf(row, row.code));
      const isBook = row.code === books.get(row.org_id);
      if ((row.business_unit_id ?? null) === null && row.is_base !== isBook)
        tell.breach(
          "MRC-CUR-1",
          row,
          isBook ? "is not the base" : "is the base of another currency of the books",
        );
    }
    const active = { deleted_at: null, is_active: true };
    for await (const row of stores.rows("accounts", "exchange_rates", active, { fields: rated })) {
      tell.read("MRC-CUR-2");
      const missing = [row.from_currency, row.to_currency].find((code) => !known.has(keyOf(row, code)));
      if (missing !== undefined) tell.breach("MRC-CUR-2", row, `names ${missing}, which is not there`);
    }
  },
};
