import { type Picture, picturesOf, storedPictures } from "../../../shared/pictures.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { view } from "../item-lists/item-view.ts";
import { item } from "../items/item.ts";
import { targetItem } from "../items/load-item.ts";
import { tellPictures } from "../items/tell-pictures.ts";

/** The item with its pictures changed. */
export async function showPictures(
  tx: Tx,
  id: string,
  change: (pictures: readonly Picture[]) => readonly Picture[],
) {
  const before = await targetItem(tx, id);
  const after = await tx.save(item, before, storedPictures(change(picturesOf(before))));
  tellPictures(tx, before, after);
  return view(tx, after);
}
