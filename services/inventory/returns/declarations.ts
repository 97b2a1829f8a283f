/** Returns sold units after a refund or a void. */
import { choice, count, flag, group, id, list } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { postedCosts } from "../costs/posted-costs.ts";

export const returnUnits = operation({
  name: "inventory.hold.return",
  about:
    "Takes sold units back after a refund or a void. Idempotent by return_id (a refund's or the void's).",
  input: {
    return_id: id(),
    sale_id: id(),
    flow: choice(["refund", "void"]),
    lines: list(
      group({
        item_id: id(),
        units: count({ min: 1 }),
        to: choice(["active", "damaged", "returned_to_owner"], { default: "active" }),
      }),
      { max: 500 },
    ),
    posted: postedCosts,
  },
  output: shapeOf({ returned: flag() }),
});
