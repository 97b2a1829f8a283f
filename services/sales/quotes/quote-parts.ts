/** Lines and adjustments of quotes as rows of their own, the newest quotes first. */
import { id } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { documentAdjustment, documentLine } from "../documents/document-table.ts";
import { salesQuote } from "./quote.ts";

const { id: _line, created_at: _made, updated_at: _changed, ...lineFields } = documentLine;
const { id: _adjustment, created_at: _added, updated_at: _edited, ...adjustmentFields } = documentAdjustment;

export const quoteLine = resource({
  service: "sales",
  name: "sales_quote_line",
  plural: "sales_quote_lines",
  scope: "sales_quotes",
  fields: { ...lineFields, quote_id: id({ filter: ["eq"] }), ...ofBusinessUnit },
  hardDelete: true,
  verbs: [],
});
export type QuoteLineRow = Entity<typeof quoteLine>;

export const quoteAdjustment = resource({
  service: "sales",
  name: "sales_quote_adjustment",
  plural: "sales_quote_adjustments",
  scope: "sales_quotes",
  fields: { ...adjustmentFields, quote_id: id({ filter: ["eq"] }), ...ofBusinessUnit },
  hardDelete: true,
  verbs: [],
});
export type QuoteAdjustmentRow = Entity<typeof quoteAdjustment>;

export const linesOfQuotes: Elements = { of: salesQuote, list: "lines", renamed: { quote_id: "_id" } };
export const adjustmentsOfQuotes: Elements = {
  of: salesQuote,
  list: "adjustments",
  renamed: { quote_id: "_id" },
};
