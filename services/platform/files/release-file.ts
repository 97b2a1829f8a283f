/** The first and last step of a file's removal. Its parts are removed in between. */
import { instantOf } from "../../../shared/clock.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { file } from "./file.ts";
import { copyHolderOf, leaveFile } from "./hold-file.ts";

export const releaseFile = command(declared.releaseFile, async (tx, { id, before }) => {
  const unnamed = { _id: id, names_count: 0, offered_at: { $lt: before } };
  const marked = await tx.update(file, unnamed, { $set: { removing: true } }, { emit: "none" });
  return { released: marked !== null };
});

const AT_ONCE = instantOf(0);

/** The copies of a picture go in the same sweep. */
export const dropFile = command(declared.dropFile, async (tx, { id }) => {
  const marked = await tx.findOne(file, { _id: id, removing: true });
  if (!marked) return {};
  const holder = copyHolderOf(id);
  for (const copy of await tx.find(file, { holders: holder })) await leaveFile(tx, copy.id, holder, AT_ONCE);
  await tx.purge(file, marked);
  return {};
});
