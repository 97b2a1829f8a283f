/** Price kinds are deleted when no price is of them (MRC-PRI-4). */
import { hidesUnused, rowsOf, tellsUses } from "../../../shared/service/uses.ts";
import { priceKind } from "../price-kinds/price-kind.ts";
import { price } from "../products/price.ts";
import * as declared from "./declarations.ts";

const guarded = { resource: priceKind, users: [rowsOf(price, "price_kind_id")] };

export const removePriceKind = hidesUnused(declared.removePriceKind, guarded);
export const priceKindInUse = tellsUses(declared.priceKindInUse, guarded);
