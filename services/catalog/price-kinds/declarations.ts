/** The kinds of prices that every organization begins with. */
import { count } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const beginPriceKinds = operation({
  name: "catalog.price_kind.begin",
  about:
    "Makes the price kinds `regular` and `sale`, unless the organization has them; again changes nothing.",
  input: {},
  output: shapeOf({ made: count() }),
});
