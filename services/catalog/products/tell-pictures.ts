/** What a product stores of its pictures, and who must know of them: whoever stores pictures keeps those that are shown. */
import { type Picture, picturesOf, storedPictures } from "../../../shared/pictures.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { productPicturesChanged, variantPicturesChanged } from "./declarations.ts";
import type { Product } from "./product.ts";
import type { Variant } from "./variant.ts";

/** The first of its pictures is the picture of a product. */
export const storedOfProduct = (pictures: readonly Picture[]) => ({
  ...storedPictures(pictures),
  image_file_id: pictures[0]?.id ?? null,
  image_path: pictures[0]?.path ?? null,
});

type Shown = { image_file_id: string | null; pictures: readonly Picture[] | null };
/** Older versions stored one picture, without its measures. */
const idsOf = (row: Shown): string[] => {
  const ids = picturesOf(row).map(({ id }) => id);
  return ids.length === 0 && row.image_file_id ? [row.image_file_id] : ids;
};

export function tellProductPictures(tx: Tx, before: Shown | null, after: Product): void {
  const { id, version } = after;
  const picture_ids = idsOf(after);
  if (picture_ids.join() === (before ? idsOf(before).join() : "")) return;
  tx.emit(productPicturesChanged, { kind: "product", id, version }, { id, picture_ids });
}

type Before = Pick<Variant, "image_file_id">;

export function tellVariantPicture(tx: Tx, before: Before, { id, version, image_file_id }: Variant): void {
  if (before.image_file_id === image_file_id) return;
  const picture_ids = image_file_id ? [image_file_id] : [];
  tx.emit(variantPicturesChanged, { kind: "variant", id, version }, { id, picture_ids });
}
