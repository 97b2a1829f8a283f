/** The pictures of an item, a product or a variant are kept as long as it shows them (FIL-1). */
import { reaction } from "../../../shared/events/consumer.ts";
import { idOf } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { productPicturesChanged, variantPicturesChanged } from "../../catalog/public.ts";
import { itemPicturesChanged } from "../../inventory/public.ts";
import { file } from "../files/file.ts";
import { leaveFile, withdrawUnnamed } from "../files/hold-file.ts";
import { holdPicture } from "./hold-picture.ts";
import { pictureHolder } from "./picture-holder.ts";

/** A product and its own variant have one id and the same picture. */
const holderOf = ({ kind, id }: { kind: string; id: string }): string =>
  `${kind === "item" ? "inventory.item" : "catalog.variant"}:${id}`;

/** Whether nothing newer was heard of the row. */
async function isNews(tx: Tx, holder: string, seq: number): Promise<boolean> {
  const id = idOf(`pictures of ${holder}`);
  await tx.upsert(pictureHolder, id, { seq: 0, heard_at: tx.now });
  const update = { $set: { seq, heard_at: tx.now } };
  const changed = await tx.update(pictureHolder, { _id: id, seq: { $lt: seq } }, update, { emit: "none" });
  return changed !== null;
}

export const keepShownPictures = reaction(
  "keep_shown_pictures",
  [itemPicturesChanged, productPicturesChanged, variantPicturesChanged],
  async (tx, { aggregate, data: { picture_ids, removed_ids } }) => {
    const holder = holderOf(aggregate);
    if (await isNews(tx, holder, aggregate.seq)) await keep(tx, holder, picture_ids);
    // News of a picture may come so late that the row has removed it before it was ever kept for it.
    for (const id of removed_ids) await withdrawUnnamed(tx, id);
  },
);

async function keep(tx: Tx, holder: string, picture_ids: readonly string[]): Promise<void> {
  const held = await tx.find(file, { holders: holder });
  for (const { id } of held) if (!picture_ids.includes(id)) await leaveFile(tx, id, holder);
  // The verifier reports a picture that is gone although a row shows it: another try would not bring it back.
  for (const id of picture_ids) await holdPicture(tx, id, holder);
}
