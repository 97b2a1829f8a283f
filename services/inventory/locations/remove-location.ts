import { command, query } from "../../../shared/service/operation.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import * as declared from "../stores/declarations.ts";
import { location } from "../stores/location.ts";
import { checkLeaving, usesOfLocation } from "./leaving-location.ts";

export const removeLocation = command(declared.removeLocation, async (tx, { id }) => {
  const before = await tx.target(location, id);
  if (before.deleted_at) return before;
  await checkLeaving(tx, before);
  return tx.save(location, before, { deleted_at: tx.now }, { verb: "deleted" });
});

export const locationInUse = query(declared.locationInUse, async (reader, { id }) => {
  const at = await reader.load(location, id);
  return usesOfLocation(reader, refuseHidden(location, reader.meta, at));
});
