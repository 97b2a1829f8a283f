import { command } from "../../../shared/service/operation.ts";
import { inUseBy, refuseUsed, rowsOf, tellsUses, usesIn } from "../../../shared/service/uses.ts";
import * as declared from "./declarations.ts";
import { port } from "./port.ts";

const guarded = { resource: port, users: [rowsOf(port, "port_id")] };

export const portInUse = tellsUses(declared.portInUse, guarded);

/** It leaves its code to others. */
export const removePort = command(declared.removePort, async (tx, { id }) => {
  const before = await tx.target(port, id);
  if (before.deleted_at) return before;
  refuseUsed(port.name, inUseBy([["terminals", await usesIn(tx, port, { port_id: id })]]));
  return tx.save(port, before, { deleted_at: tx.now }, { verb: "deleted" });
});
