/** A variant is linked to the stock of a SKU, so that the rules of stock hold for what is shipped of it (MRC-ONE-3, LNK-1). */
import { fail, invalidField, notFound } from "../../../shared/errors.ts";
import { command, query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

export const linkVariant = command(declared.linkVariant, async (tx, { id, sku_id, location_id }) => {
  const before = await tx.target(variant, id);
  if (before.deleted_at) throw notFound("variant", id);
  if (sku_id && before.platform_id)
    throw fail("unprocessable", "A variant of a platform has a quantity of its own.");
  if (sku_id && !location_id)
    throw invalidField("/location_id", "required", "'location_id' is required with 'sku_id'.");
  const link = sku_id ? { sku_id, stock_location_id: location_id ?? null } : null;
  await tx.save(variant, before, link ?? { sku_id: null, stock_location_id: null });
  return shownAgain(tx, id);
});

export const variantLinks = query(declared.variantLinks, async (reader, { ids }) => {
  const rows = await reader.find(variant, { _id: { $in: ids }, sku_id: { $ne: null } });
  const links = rows.flatMap(({ id, sku_id, stock_location_id: location_id }) =>
    sku_id && location_id ? [{ id, sku_id, location_id }] : [],
  );
  return { links };
});
