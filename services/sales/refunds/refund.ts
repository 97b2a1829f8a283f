/** Refunds to buyers (3.2, REF-1…7). */
import {
  choice,
  date,
  flag,
  group,
  id,
  list,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { pick } from "../../../shared/fields/tables.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { saleLine } from "../lines/line.ts";
import { type RefundComponents, shareNames } from "./refund-line.rules.ts";

/** The sum of the refunds of each line. */
export type GivenBack = Record<string, RefundComponents>;

/** The refunded components of a line (REF-1). */
const components = {
  ...pick(saleLine, ["price_paid"]),
  taxes: list(group({ tax_id: id(), type: choice(["inclusive", "exclusive"]), amount: money(signed) })),
  discounts: saleLine.applied_discounts,
  ...pick(saleLine, shareNames),
} as const;

/** A refund to a buyer (3.2, REF-1…7). */
export const refund = resource({
  service: "sales",
  name: "refund",
  plural: "refunds",
  scope: "sales",
  fields: {
    sale_id: ref("sales.sale", { filter: ["eq"] }),
    store_id: id({ optional: true, filter: ["eq"] }),
    register_id: id({ optional: true }),
    register_session_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    amount: money({ readonly: true }),
    currency: text({ readonly: true, max: 3 }),
    rounding: money({ readonly: true, ...signed }),
    method: text({ max: 20 }),
    tenders: list(
      group({
        type: text(),
        amount: money(),
        account_id: id({ optional: true }),
        gift_card_id: id({ optional: true }),
      }),
    ),
    exchange_sale_id: ref("sales.sale", {
      optional: true,
      readonly: true,
      filter: ["eq"],
      about: "The sale that it pays for, of an exchange: its tender `exchange`.",
    }),
    gift_cards: list(group({ id: id(), amount: money() }), {
      default: [],
      about: "Gift cards that were taken back.",
    }),
    bearer: choice(["shared", "store"], { optional: true }),
    reason: text({ optional: true, max: 1000 }),
    business_date: date({ readonly: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    lines: list(
      group({
        line_id: saleLine.id,
        ...pick(saleLine, ["item_id", "account_id", "quantity"]),
        restock: flag(),
        amount: money(signed),
        goodwill: money(signed),
        ...pick(saleLine, ["net", "store_portion"]),
        components: group(components),
      }),
    ),
  },
  indexes: [{ store_id: 1, business_date: 1 }],
  store_field: "store_id",
  hardDelete: true,
  verbs: ["list", "get"],
});
