/** Refunds a sale, and the event about it. */
import { event } from "../../../shared/events/event.ts";
import {
  choice,
  count,
  flag,
  group,
  id,
  list,
  money,
  ref,
  text,
  value,
} from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { MAX_CARDS } from "../lines/gift-card-line.ts";
import { MAX_UNITS } from "../lines/line.ts";
import { saleData } from "../sales/declarations.ts";
import { paymentTypes } from "../sales/sale.ts";
import { refund } from "./refund.ts";

/** A line that comes back. */
export const returnedLine = {
  line_id: id(),
  quantity: count({ min: 1, max: MAX_UNITS }),
  restock: flag({ default: true }),
  status: choice(["damaged", "returned_to_owner"], {
    optional: true,
    about: "Where units go that are not restocked.",
  }),
} as const;

/** How money goes back to the buyer. */
export const wayBack = {
  method: choice(["original", ...paymentTypes] as const, { default: "original" }),
  account_id: id({ optional: true, about: "Whose store credit it goes to." }),
  gift_card_id: id({ optional: true }),
} as const;

export const refundSale = operation({
  name: "sales.sale.refund",
  http: "POST /sales/{id}/refund",
  status: 201,
  tag: "refunds",
  scope: "refund:sales",
  about:
    "Refund a sale. Refunds units of lines, gift cards or an amount; everything that is left when none is named. Returns the refund.",
  refuses: ["already_refunded", "gift_card_used", "insufficient_balance", "invalid_transition"],
  input: {
    id: id(),
    lines: list(group(returnedLine), { optional: true, min: 1, max: 200 }),
    gift_card_ids: list(id(), {
      optional: true,
      min: 1,
      max: MAX_CARDS,
      about: "Gift cards of the sale to take back. Each must be whole, else 409 `gift_card_used`.",
    }),
    amount: money({ optional: true, min: 1 }),
    line_id: id({ optional: true, about: "With amount: the line it is given back on." }),
    bearer: choice(["shared", "store"], { optional: true }),
    ...wayBack,
    register_id: ref("sales.register", {
      optional: true,
      about: "The register that pays it back; absent: the one that sold.",
    }),
    reason: text({ optional: true, max: 1000 }),
  },
  output: entityOf(refund),
});

export const saleRefunded = event({
  type: "sale.refunded",
  service: "sales",
  about: "Something of a sale went back: the refund with its components, and the sale after it.",
  data: { refund: value<Entity<typeof refund>>(), ...saleData },
});
