import { picturesOf, toldPictures } from "../../../shared/pictures.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { itemPicturesChanged } from "./declarations.ts";
import type { Item } from "./item.ts";

type Row = Pick<Item, "id" | "version" | "pictures">;

/** Whoever stores the pictures keeps those that items show. */
export function tellPictures(
  tx: Tx,
  before: Pick<Item, "pictures"> | null,
  { id, version, pictures }: Row,
): void {
  const picture_ids = picturesOf({ pictures }).map((each) => each.id);
  const shown = before ? picturesOf(before).map((each) => each.id) : [];
  const told = toldPictures(shown, picture_ids);
  if (told) tx.emit(itemPicturesChanged, { kind: "item", id, version }, { id, ...told });
}
