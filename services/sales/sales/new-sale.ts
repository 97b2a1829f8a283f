/** The initial fields of a sale. */
import type { Meta } from "../../../shared/meta.ts";
import type { Loaded } from "../pricing/load-basket.ts";

const nothingYet = {
  status: "open",
  refund_status: "none",
  payments: [],
  change: 0,
  refunded_amount: 0,
  notes: [],
} as const;

/** The initial fields of a sale, without its priced lines and its number. */
export const newSale = (
  input: object,
  { organization, business_date }: Loaded,
  meta: Meta,
): Record<string, unknown> => ({
  ...input,
  ...nothingYet,
  currency: organization.currency,
  business_date,
  cashier_id: meta.actor.kind === "system" ? null : meta.actor.id,
});
