/** What a product stores of its pictures, and who must know of them: whoever stores pictures keeps those that are shown. */
import { type Picture, picturesOf, storedPictures, toldPictures } from "../../../shared/pictures.ts";
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
  const told = toldPictures(before ? idsOf(before) : [], idsOf(after));
  if (told) tx.emit(productPicturesChanged, { kind: "product", id, version }, { id, ...told });
}

type Before = Pick<Variant, "image_file_id">;

const idOf = ({ image_file_id }: Before): string[] => (image_file_id ? [image_file_id] : []);

export function tellVariantPicture(tx: Tx, before: Before, after: Variant): void {
  const { id, version } = after;
  const told = toldPictures(idOf(before), idOf(after));
  if (told) tx.emit(variantPicturesChanged, { kind: "variant", id, version }, { id, ...told });
}
