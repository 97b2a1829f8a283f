/** References of sales orders to other entities, queried before those are deleted (DEL-8). */
import { choice, flag, id } from "../../../shared/fields/index.ts";
import { operation } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { type User, usesShape } from "../../../shared/service/uses.ts";

export const salesOrderUses = operation({
  name: "sales.sales_order.uses",
  about:
    "How many sales orders refer to something, and some of them; `open`: only those that have not ended (DEL-8).",
  input: {
    by: choice([
      "broker_id",
      "business_customer_id",
      "channel_id",
      "fulfillment_location_id",
      "lines.sku_id",
    ]),
    id: id(),
    open: flag({ default: false }),
  },
  output: usesShape,
});

/** Sales orders as possible users of another service's entity. */
export const salesOrdersBy = (by: InputOf<typeof salesOrderUses>["by"], open = false): User => ({
  kind: "sales_orders",
  ask: (call, id) => call(salesOrderUses, { by, id, open }),
});
