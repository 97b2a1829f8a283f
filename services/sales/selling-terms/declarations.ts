/** The ways of sending and paying that every organization begins with. */
import { count } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const beginSellingTerms = operation({
  name: "sales.shipping_method.begin",
  about:
    "Makes shipping and payment methods for an organization that has never had them; again changes nothing.",
  input: {},
  output: shapeOf({ made: count() }),
});
