import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "../stores/declarations.ts";
import { location } from "../stores/location.ts";
import { asSite, isStoreSite } from "../stores/sites.ts";
import { store } from "../stores/store.ts";
import { checkLeaving, refuseUsedLocation } from "./leaving-location.ts";

export const changeLocation = command(declared.changeLocation, async (tx, { id, ...given }) => {
  const before = await tx.target(location, id);
  const moves = given.store_id !== undefined && given.store_id !== before.store_id;
  if (moves && given.store_id === null && before.kind === "spot")
    throw invalidField("/store_id", "required", "A spot requires a store.");
  if (moves) await checkLeaving(tx, before);
  if (before.kind === "site" && before.is_active && given.is_active === false)
    await refuseUsedLocation(tx, before);
  // The site of a store has its name and address (LOC-1).
  if (isStoreSite(before) && before.store_id && !moves)
    await tx.save(store, await tx.load(store, before.store_id), asSite(given));
  // Its parent location stays in the old store.
  return tx.save(location, before, moves ? { ...given, parent_id: given.parent_id ?? null } : given);
});
