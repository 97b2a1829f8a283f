import { command } from "../../../shared/service/operation.ts";
import { refuseInUse } from "../items/in-use.ts";
import * as declared from "./declarations.ts";
import { store } from "./store.ts";

export const removeStore = command(declared.removeStore, async (tx, { id }) => {
  const before = await tx.target(store, id);
  if (before.deleted_at) return before;
  await refuseInUse(tx, "store", { store_id: id });
  return tx.save(store, before, { deleted_at: tx.now }, { verb: "deleted" });
});
