import { room } from "../../../shared/service/room.ts";
import { beginTaxes } from "./begin-taxes.ts";
import { changeDiscount } from "./change-discount.ts";
import { changeSurcharge } from "./change-surcharge.ts";
import { createDiscount } from "./create-discount.ts";
import { createSurcharge } from "./create-surcharge.ts";
import { discount } from "./discount.ts";
import { pricingRules } from "./pricing-rules.ts";
import { surcharge } from "./surcharge.ts";
import { tax } from "./tax.ts";

export const pricingRoom = room({
  resources: [discount, surcharge, tax],
  handlers: [createDiscount, changeDiscount, createSurcharge, changeSurcharge, pricingRules, beginTaxes],
});
