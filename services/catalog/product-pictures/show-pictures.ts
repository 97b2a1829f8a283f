import { type Picture, picturesOf } from "../../../shared/pictures.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Product, product } from "../products/product.ts";
import { storedOfProduct, tellProductPictures } from "../products/tell-pictures.ts";

/** The product with its pictures changed. */
export async function showPictures(
  tx: Tx,
  id: string,
  change: (pictures: readonly Picture[]) => readonly Picture[],
): Promise<Product> {
  const before = await tx.target(product, id);
  const after = await tx.save(product, before, storedOfProduct(change(picturesOf(before))));
  tellProductPictures(tx, before, after);
  return after;
}
