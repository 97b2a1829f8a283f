/** Finalizes a sale: an open sale, one with changes, or a basket that is rung up at once. */
import { group, id, list, money } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { lineInput } from "../lines/line.ts";
import { changeSale, createSale } from "../sales/declarations.ts";
import { paymentInput, sale } from "../sales/sale.ts";

export const bill = {
  payments: list(group(paymentInput), { default: [], max: 20 }),
  expected_total: money({
    optional: true,
    about: "The total that you expect; 409 `total_changed` when it differs.",
  }),
} as const;

export const ringUpSale = operation({
  name: "sales.sale.ring_up",
  http: "POST /sales/ring-up",
  status: 201,
  scope: "write:sales",
  about:
    "Ring up a sale. Prices, pays and finalizes a sale at once. When that is refused, nothing is stored. Returns the sale.",
  refuses: [
    "insufficient_balance",
    "insufficient_payment",
    "invalid_payment",
    "item_not_available",
    "total_changed",
    "unprocessable",
  ],
  input: { ...createSale.input, lines: list(group(lineInput), { default: [], max: 200 }), ...bill },
  output: entityOf(sale),
});

export const finalizeSale = operation({
  name: "sales.sale.finalize",
  http: "POST /sales/{id}/finalize",
  scope: "write:sales",
  about:
    "Finalize a sale. Sells its items, takes the payments and posts the sale to the ledger. The payments must cover the total. Returns the sale.",
  refuses: [
    "insufficient_balance",
    "insufficient_payment",
    "invalid_payment",
    "invalid_transition",
    "item_not_available",
    "total_changed",
    "unprocessable",
  ],
  input: { id: id(), ...bill },
  output: entityOf(sale),
});

export const completeSale = operation({
  name: "sales.sale.complete",
  change: true,
  about: "Changes an open sale and finalizes it as it is then: both, or neither.",
  refuses: [
    "insufficient_balance",
    "insufficient_payment",
    "invalid_payment",
    "invalid_transition",
    "item_not_available",
    "total_changed",
    "unprocessable",
  ],
  input: { ...changeSale.input, ...bill },
  output: entityOf(sale),
});
