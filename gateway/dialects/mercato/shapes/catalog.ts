/** What is offered, and at which prices (7). */
import { priceKind } from "../../../../services/catalog/public.ts";
import { c, field, shape } from "../../../kit/index.ts";
import { bothCasings, currencyCode, std } from "./common.ts";

export const priceKindShape = shape("PriceKind", priceKind, {
  ...std,
  code: field("code", c.text, { required: true }),
  title: field("title", c.text, { required: true }),
  ...bothCasings({
    displayMode: field("display_mode", c.choiceOf(["including-tax", "excluding-tax"])),
    currencyCode: field("currency", currencyCode),
    isPromotion: field("is_promotion", c.flag),
    isActive: field("is_active", c.flag),
  }),
});
