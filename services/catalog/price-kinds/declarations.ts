/** The kinds of prices that every organization begins with. */
import { beginning } from "../../../shared/service/first-rows.ts";

export const beginPriceKinds = beginning("catalog.price_kind", "its first kinds of prices");
