/** A row that names a file keeps it. One conditional write decides between naming and removal. */
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { file } from "./file.ts";

export async function holdFile(tx: Tx, file_id: string, holder: string) {
  const free = { _id: file_id, removing: { $ne: true }, holders: { $ne: holder } };
  const named = await tx.update(
    file,
    free,
    { $push: { holders: holder }, $inc: { names_count: 1 } },
    { emit: "none" },
  );
  const there = named ?? (await tx.findOne(file, { _id: file_id, holders: holder }));
  if (!there) throw referenceNotFound([{ pointer: "/file_id", what: "file" }]);
  return there;
}

export async function leaveFile(tx: Tx, file_id: string, holder: string): Promise<void> {
  const named = { _id: file_id, holders: holder };
  // Its day begins when the last row stops naming it.
  const update = { $pull: { holders: holder }, $inc: { names_count: -1 }, $set: { offered_at: tx.now } };
  await tx.update(file, named, update, { emit: "none" });
}
