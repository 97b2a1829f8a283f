/** A row that names a file keeps it. One conditional write decides between naming and removal. */
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { file } from "./file.ts";

/** Null when there is no such file. */
export async function holdIfThere(tx: Tx, file_id: string, holder: string) {
  const free = { _id: file_id, removing: { $ne: true }, holders: { $ne: holder } };
  const update = { $push: { holders: holder }, $inc: { names_count: 1 }, $set: { withdrawn: false } };
  const named = await tx.update(file, free, update, { emit: "none" });
  return named ?? (await tx.findOne(file, { _id: file_id, holders: holder }));
}

export async function holdFile(tx: Tx, file_id: string, holder: string) {
  const there = await holdIfThere(tx, file_id, holder);
  if (!there) throw referenceNotFound([{ pointer: "/file_id", what: "file" }]);
  return there;
}

/** `since`: when its day begins, at the end of which a file without a name is removed. */
export async function leaveFile(tx: Tx, file_id: string, holder: string, since = tx.now): Promise<void> {
  const named = { _id: file_id, holders: holder };
  const update = { $pull: { holders: holder }, $inc: { names_count: -1 }, $set: { offered_at: since } };
  if (await tx.update(file, named, update, { emit: "none" })) await withdrawUnnamed(tx, file_id, since);
}

/** The address of a picture that no row shows any more leads nowhere, nor do those of copies that are of it alone. */
export async function withdrawUnnamed(tx: Tx, file_id: string, since = tx.now): Promise<void> {
  const unnamed = { _id: file_id, names_count: 0, public_token: { $ne: null } };
  const [found] = await tx.find(file, unnamed, { withHidden: true });
  if (!found) return;
  const { copies } = found;
  const update = { $set: { withdrawn: true } };
  // A picture of an older version has no copies.
  const own = (copies ?? []).map(({ file_id: id }) => ({ id, where: { names_count: 1 }, update }));
  const it = { id: file_id, update: { $set: { withdrawn: true, offered_at: since } } };
  await tx.updateMany(file, [it, ...own.filter(({ id }) => id !== file_id)]);
}

/** The copies of a picture are files that the picture's own row names. */
export const copyHolderOf = (file_id: string): string => `platform.file:${file_id}`;
