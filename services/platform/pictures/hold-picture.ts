/** Pictures are kept, with their copies, as long as a row shows them. */
import type { Tx } from "../../../shared/service/tx.ts";
import { file } from "../files/file.ts";
import { copyHolderOf, holdIfThere } from "../files/hold-file.ts";

/** The copies are seen again, too. */
export const showCopies = async (tx: Tx, file_ids: readonly string[]): Promise<void> => {
  const holders = { $in: file_ids.map(copyHolderOf) };
  const copies = await tx.find(file, { holders, withdrawn: true });
  const update = { $set: { withdrawn: false } };
  if (copies.length)
    await tx.updateMany(
      file,
      copies.map(({ id }) => ({ id, update })),
    );
};

/** Null when there is no such picture. */
export async function holdPicture(
  tx: Tx,
  file_id: string,
  holder: string,
): Promise<{ token: string } | null> {
  const held = await holdIfThere(tx, file_id, holder);
  if (!held) return null;
  const { public_token: token } = await tx.load(file, file_id, { withHidden: true });
  await showCopies(tx, [file_id]);
  return token ? { token } : null;
}
