/** Uploaded pictures for a row that is about to show them. */
import { instantOf } from "../../../shared/clock.ts";
import { command } from "../../../shared/service/operation.ts";
import { file } from "../files/file.ts";
import * as declared from "./declarations.ts";
import { showCopies } from "./hold-picture.ts";
import { addressesOf } from "./picture-path.ts";

/** The row tells by an event that it shows them. Until then they are kept for longer than events were ever late. */
const KEPT_MS = 6 * 86_400_000;

export const offerPictures = command(declared.offerPictures, async (tx, { ids }) => {
  const usable = { removing: { $ne: true }, public_token: { $ne: null } };
  const offered_at = instantOf(Date.parse(tx.now) + KEPT_MS);
  const update = { $set: { offered_at, withdrawn: false } };
  await tx.updateMany(
    file,
    ids.map((id) => ({ id, where: usable, update })),
  );
  await showCopies(tx, ids);
  const found = await tx.find(file, { _id: { $in: ids }, ...usable }, { withHidden: true });
  return {
    pictures: found.flatMap((row) =>
      row.public_token ? [{ id: row.id, ...addressesOf(row.public_token, row) }] : [],
    ),
  };
});
