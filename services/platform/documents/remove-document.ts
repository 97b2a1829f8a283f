import { command } from "../../../shared/service/operation.ts";
import { leaveFile } from "../files/hold-file.ts";
import * as declared from "./declarations.ts";
import { document } from "./document.ts";
import { holderOf } from "./holder.ts";

export const removeDocument = command(declared.removeDocument, async (tx, { id }) => {
  const before = await tx.target(document, id);
  await leaveFile(tx, before.file_id, holderOf(id));
  await tx.purge(document, before);
  return before;
});
