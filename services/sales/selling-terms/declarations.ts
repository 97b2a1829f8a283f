/** The ways of sending and paying that every organization begins with. */
import { beginning } from "../../../shared/service/first-rows.ts";

export const beginSellingTerms = beginning("sales.shipping_method", "shipping and payment methods");
