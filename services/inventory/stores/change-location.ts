import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { checkLeaving } from "./leaving-location.ts";
import { location } from "./location.ts";

export const changeLocation = command(declared.changeLocation, async (tx, { id, ...given }) => {
  const before = await tx.target(location, id);
  const moves = given.store_id !== undefined && given.store_id !== before.store_id;
  if (moves && given.store_id === null && before.kind === "spot")
    throw invalidField("/store_id", "required", "A spot lies in a store.");
  if (moves) await checkLeaving(tx, before);
  // What it lay within stays in the store that it leaves.
  return tx.save(location, before, moves ? { ...given, parent_id: given.parent_id ?? null } : given);
});
