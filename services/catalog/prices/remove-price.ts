import { fail } from "../../../shared/errors.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import { price } from "../products/price.ts";
import { product } from "../products/product.ts";
import { variant } from "../products/variant.ts";
import * as declared from "./declarations.ts";
import { refuseOneMoreListed, refuseOneMoreSeason } from "./limits.ts";

export const removePrice = command(declared.removePrice, async (tx, { id }) => {
  const before = await tx.target(price, id);
  if (before.kind === "base")
    throw fail("not_deletable", "A base price cannot be deleted; change 'base_price' of the variant.");
  if (before.deleted_at) return before;
  if (before.kind === "seasonal" && before.variant_id)
    live(variant, await tx.load(variant, before.variant_id));
  return tx.save(price, before, { deleted_at: tx.now }, { verb: "deleted" });
});

export const restorePrice = command(declared.restorePrice, async (tx, { id }) => {
  const before = await tx.target(price, id);
  if (!before.deleted_at) return before;
  const { kind, product_id, variant_id } = before;
  const goods = [
    product_id ? await tx.load(product, product_id) : null,
    variant_id ? await tx.load(variant, variant_id) : null,
  ];
  if (goods.some((each) => each?.deleted_at))
    throw fail("unprocessable", "The product or variant of this price is deleted: restore it first.");
  if (kind === "seasonal" && variant_id) await refuseOneMoreSeason(tx, variant_id);
  if (kind === "listed" && product_id) await refuseOneMoreListed(tx, product_id);
  return tx.save(price, before, { deleted_at: null }, { verb: "restored" });
});
