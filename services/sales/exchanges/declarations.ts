/** Goods come back and pay for others, on one receipt. */
import { group, id, list, ref, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { bill } from "../checkout/declarations.ts";
import { lineInput } from "../lines/line.ts";
import { returnedLine, wayBack } from "../refunds/declarations.ts";
import { refund } from "../refunds/refund.ts";
import { createSale } from "../sales/declarations.ts";
import { sale } from "../sales/sale.ts";

export const exchangeSale = operation({
  name: "sales.sale.exchange",
  http: "POST /sales/{id}/exchange",
  status: 201,
  scope: "refund:sales",
  about:
    "Exchange goods of a sale. Takes back units of its lines and sells others in a new sale; what came back pays for it. If the new goods cost more, `payments` pay the difference; if they cost less, it goes back as `method` says. All of it happens, or nothing. Also requires the scope `write:sales`. Returns the new sale and the refund.",
  refuses: [
    "already_refunded",
    "insufficient_balance",
    "insufficient_payment",
    "invalid_payment",
    "invalid_transition",
    "item_not_available",
    "total_changed",
    "unprocessable",
  ],
  input: {
    id: id(),
    lines: list(group(returnedLine), { min: 1, max: 200, about: "What comes back." }),
    sale: group(
      {
        ...createSale.input,
        store_id: ref("inventory.store", {
          optional: true,
          about: "Absent: the store of the sale whose goods come back.",
        }),
        register_id: ref("sales.register", {
          optional: true,
          about: "It takes the payments and pays what goes back. Absent: that of the sale, in its store.",
        }),
        customer_id: ref("accounts.account", { optional: true, about: "Absent: the customer of the sale." }),
        lines: list(group(lineInput), { default: [], max: 200 }),
      },
      { about: "What is taken instead." },
    ),
    ...bill,
    ...wayBack,
    reason: text({ optional: true, max: 1000 }),
  },
  output: shapeOf({ sale: group(sale.columns), refund: group(refund.columns) }),
});
