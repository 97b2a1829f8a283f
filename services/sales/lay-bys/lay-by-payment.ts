import { choice, date, group, id, list, money, ref, text } from "../../../shared/fields/index.ts";
import { pick } from "../../../shared/fields/tables.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { payment } from "../sales/sale.ts";

/** Money for a sale on lay-by: a part that its customer paid, or what went back when it was cancelled (LAY-2, LAY-6). */
export const layByPayment = resource({
  service: "sales",
  name: "lay_by_payment",
  plural: "lay_by_payments",
  scope: "sales",
  fields: {
    number: text({ readonly: true, max: 20, filter: ["eq"], sort: true }),
    sale_id: ref("sales.sale", { filter: ["eq"] }),
    kind: choice(["payment", "return"], { filter: ["eq"] }),
    amount: money({ about: "Paid by the customer; of a return, paid back." }),
    fee: money({ default: 0, about: "Of a return: what the shop kept." }),
    tenders: list(group(pick(payment, ["type", "amount", "account_id", "gift_card_id", "provider_ref"]))),
    currency: text({ max: 3 }),
    paid: money({ about: "Of the sale, with this payment." }),
    outstanding: money({ about: "What was left to pay after it." }),
    store_id: id({ optional: true, filter: ["eq"] }),
    register_id: id({ optional: true, filter: ["eq"] }),
    register_session_id: id({ optional: true, filter: ["eq"] }),
    customer_id: ref("accounts.account", { optional: true, filter: ["eq"] }),
    cashier_id: id({ optional: true, filter: ["eq"] }),
    business_date: date({ filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    reason: text({ optional: true, max: 1000 }),
  },
  unique: [["number"]],
  indexes: [{ register_session_id: 1 }],
  store_field: "store_id",
  hardDelete: true,
  verbs: ["list", "get"],
});
