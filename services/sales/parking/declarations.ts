/** Parking a sale with its pieces held, opening it again, discarding it (SALE-2). */
import { id, instant } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { sale } from "../sales/sale.ts";

export const parkSale = operation({
  name: "sales.sale.park",
  http: "POST /sales/{id}/park",
  scope: "write:sales",
  about: "Parks an open sale and holds its pieces (SALE-2).",
  input: { id: id(), hold_until: instant({ optional: true }) },
  output: entityOf(sale),
});

export const unparkSale = operation({
  name: "sales.sale.unpark",
  http: "POST /sales/{id}/unpark",
  scope: "write:sales",
  about: "Opens a parked sale again and gives its pieces back.",
  input: { id: id() },
  output: entityOf(sale),
});

export const discardSale = operation({
  name: "sales.sale.discard",
  http: "POST /sales/{id}/discard",
  scope: "write:sales",
  about: "Discards an open or parked sale.",
  input: { id: id() },
  output: entityOf(sale),
});
