/** Parks a sale and holds its pieces, opens it again, or discards it (SALE-2). */
import { id, instant } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { sale } from "../sales/sale.ts";

export const parkSale = operation({
  name: "sales.sale.park",
  http: "POST /sales/{id}/park",
  scope: "write:sales",
  about: "Park a sale. The sale must be open. Its items are held for the customer. Returns the sale.",
  refuses: ["invalid_transition", "item_not_available", "unprocessable"],
  input: { id: id(), hold_until: instant({ optional: true }) },
  output: entityOf(sale),
});

export const unparkSale = operation({
  name: "sales.sale.unpark",
  http: "POST /sales/{id}/unpark",
  scope: "write:sales",
  about: "Unpark a sale. Opens a parked sale again and releases its items. Returns the sale.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: entityOf(sale),
});

export const discardSale = operation({
  name: "sales.sale.discard",
  http: "POST /sales/{id}/discard",
  scope: "write:sales",
  about: "Discard a sale. The sale must be open or parked; held items are released. Returns the sale.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: entityOf(sale),
});
