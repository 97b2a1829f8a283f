/** Products leave the lists and come back with their default variant; other variants by themselves (DEL-2). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { type Product, product } from "./product.ts";
import { variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

async function setDeleted(tx: Tx, id: string, deleted_at: string | null): Promise<Product> {
  const verb = deleted_at ? "deleted" : "restored";
  const before = await tx.target(product, id);
  if (Boolean(before.deleted_at) === Boolean(deleted_at)) return before;
  await tx.save(variant, await tx.load(variant, id), { deleted_at }, { verb });
  return tx.save(product, before, { deleted_at }, { verb });
}

export const removeProduct = command(declared.removeProduct, (tx, { id }) => setDeleted(tx, id, tx.now));

export const restoreProduct = command(declared.restoreProduct, (tx, { id }) => setDeleted(tx, id, null));

async function setVariantDeleted(tx: Tx, id: string, deleted_at: string | null) {
  const before = await tx.target(variant, id);
  if (before.is_default)
    throw fail("not_deletable", "The default variant is deleted and restored with its product.");
  if (Boolean(before.deleted_at) !== Boolean(deleted_at))
    await tx.save(variant, before, { deleted_at }, { verb: deleted_at ? "deleted" : "restored" });
  return shownAgain(tx, id);
}

export const removeVariant = command(declared.removeVariant, (tx, { id }) =>
  setVariantDeleted(tx, id, tx.now),
);

export const restoreVariant = command(declared.restoreVariant, (tx, { id }) =>
  setVariantDeleted(tx, id, null),
);
