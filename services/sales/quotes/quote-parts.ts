/** Lines, adjustments and addresses of quotes as rows of their own, the newest quotes first. */
import { id } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { addressColumns, adjustmentColumns, lineColumns } from "../documents/document-table.ts";
import { salesQuote } from "./quote.ts";

const part = { service: "sales", scope: "sales_quotes", hardDelete: true, verbs: [] } as const;
const quote = { quote_id: id({ filter: ["eq"] }), ...ofBusinessUnit } as const;

export const quoteLine = resource({
  ...{ ...part, name: "sales_quote_line", plural: "sales_quote_lines" },
  fields: { ...lineColumns, ...quote },
});
export type QuoteLineRow = Entity<typeof quoteLine>;

export const quoteAdjustment = resource({
  ...{ ...part, name: "sales_quote_adjustment", plural: "sales_quote_adjustments" },
  fields: { ...adjustmentColumns, ...quote },
});
export type QuoteAdjustmentRow = Entity<typeof quoteAdjustment>;

export const quoteAddress = resource({
  ...{ ...part, name: "sales_quote_address", plural: "sales_quote_addresses" },
  fields: { ...addressColumns, ...quote },
});

const of = (list: string): Elements => ({ of: salesQuote, list, renamed: { quote_id: "_id" } });
export const linesOfQuotes = of("lines");
export const adjustmentsOfQuotes = of("adjustments");
export const addressesOfQuotes = of("addresses");
