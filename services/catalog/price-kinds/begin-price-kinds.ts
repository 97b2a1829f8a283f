import { makeFirst } from "../../../shared/service/first-rows.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { priceKind } from "./price-kind.ts";

const usual = { display_mode: "including-tax", currency: "USD", is_active: true } as const;

/** Prices that every organization has (MRC-PRI-4). */
const first = [
  { code: "regular", title: "Regular", is_promotion: false, ...usual },
  { code: "sale", title: "Sale", is_promotion: true, ...usual },
] as const;

export const beginPriceKinds = command(declared.beginPriceKinds, async (tx) => ({
  made: await makeFirst(tx, priceKind, first),
}));
