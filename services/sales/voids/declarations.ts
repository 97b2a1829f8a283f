/** Voiding a finalized sale (VOID-1). */
import { id, text } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { sale } from "../sales/sale.ts";

export const voidSale = operation({
  name: "sales.sale.void",
  http: "POST /sales/{id}/void",
  scope: "void:sales",
  about:
    "Void a sale. Reverses its ledger entries exactly, puts every item back on sale and takes back the gift cards that it sold, which must be whole. A sale that was made by an exchange is refunded instead. Returns the sale.",
  refuses: ["gift_card_used", "insufficient_balance", "invalid_transition", "part_of_exchange"],
  input: { id: id(), reason: text({ optional: true, max: 1000 }) },
  output: entityOf(sale),
});
