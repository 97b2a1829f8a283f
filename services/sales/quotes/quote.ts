import { id } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { documentTable } from "../documents/document-table.ts";

/** What goods would cost, as a document for a customer (6.5). */
export const salesQuote = resource({
  service: "sales",
  name: "sales_quote",
  plural: "sales_quotes",
  grants: businessData,
  business_units: true,
  numbered_pages: true,
  fields: {
    ...documentTable,
    converted_order_id: id({ optional: true, readonly: true, about: "The order that it became." }),
  },
  unique: [["business_unit_id", "number"]],
  indexes: [{ "lines.id": 1 }, { "adjustments.id": 1 }, { "addresses.id": 1 }],
  search: ["number"],
  verbs: ["list", "get"],
});

export type Quote = Entity<typeof salesQuote>;
