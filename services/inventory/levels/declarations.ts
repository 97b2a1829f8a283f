/** The event of a level that falls to its reorder point. */
import { event } from "../../../shared/events/event.ts";
import { id, micro, signedMicro } from "../../../shared/fields/index.ts";

export const stockLow = event({
  type: "stock.low",
  service: "inventory",
  about: "What is available and on order fell to the reorder point or below it (AVL-3).",
  data: {
    material_id: id({ optional: true }),
    sku_id: id({ optional: true }),
    location_id: id(),
    available: micro(signedMicro),
    on_order: micro(signedMicro),
    reorder_point: micro(),
    reorder_quantity: micro({ optional: true }),
  },
});
