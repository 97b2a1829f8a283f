/** Returns sold units after a refund or a void. */
import { choice, count, group, id, list, money } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { postedCosts } from "../costs/posted-costs.ts";
import { stockMovements } from "../links/declarations.ts";
import { soldAs } from "../units/status.rules.ts";

export const returnUnits = operation({
  name: "inventory.hold.return",
  about:
    "Takes sold units back after a refund or a void. Idempotent by return_id (a refund's or the void's). Returns what goods in quantity were worth, by line of the sale.",
  input: {
    return_id: id(),
    sale_id: id(),
    sold_as: choice(soldAs, { default: "sold", about: "The status that the sale gave the units." }),
    flow: choice(["refund", "void"]),
    lines: list(
      group({
        item_id: id(),
        units: count({ min: 1 }),
        sku_id: id({ optional: true, about: "Goods in quantity go back into the stock of this SKU." }),
        line_id: id({ optional: true, about: "The line of the sale, for goods in quantity." }),
        cost: money({ optional: true, about: "What the refund says that goods in quantity cost." }),
        to: choice(["active", "damaged", "returned_to_owner"], { default: "active" }),
      }),
      { max: 500 },
    ),
    posted: postedCosts,
  },
  output: shapeOf({ stock: stockMovements }),
});
