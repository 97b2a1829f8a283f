import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { checkLeaving } from "./leaving-location.ts";
import { location } from "./location.ts";

export const removeLocation = command(declared.removeLocation, async (tx, { id }) => {
  const before = await tx.target(location, id);
  if (before.deleted_at) return before;
  await checkLeaving(tx, before);
  return tx.save(location, before, { deleted_at: tx.now }, { verb: "deleted" });
});
