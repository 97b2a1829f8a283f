/** Events of the stock ledger. */
import { event } from "../../../shared/events/event.ts";
import { choice, date, group, id, list, money, signed, text } from "../../../shared/fields/index.ts";
import { pools } from "../costing/rules/stockable.ts";
import { eventTypes } from "../levels/rules/effects.ts";

const stockable = { material_id: id({ optional: true }), sku_id: id({ optional: true }) } as const;

export const stockValued = event({
  type: "stock.valued",
  service: "inventory",
  about:
    "Stock was received, made, used, sold, found, lost or revalued: what that is worth, all entries of one fact together (T12, T14–T16, T18, T25, T26).",
  data: {
    source_type: text({ about: "What caused it: goods_receipt, make_receipt, adjustment …" }),
    source_id: id(),
    ref: text({ optional: true }),
    event_date: date(),
    currency: text(),
    movements: list(
      group({
        entry_id: id({ optional: true }),
        ...stockable,
        pool: choice(pools),
        event_type: choice([...eventTypes, "revalue"]),
        value: money({ ...signed, about: "Less than nothing: a cost was taken back." }),
        variance: money(signed),
      }),
    ),
    conversion_cost: money({ ...signed, about: "What making cost beside its inputs." }),
    vendor_id: id({ optional: true, about: "Whom the conversion is owed to." }),
  },
});
