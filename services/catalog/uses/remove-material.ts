import { command } from "../../../shared/service/operation.ts";
import { material } from "../materials/material.ts";
import { bomUses } from "./bom-uses.ts";
import * as declared from "./declarations.ts";
import { refuseUses } from "./refuse-uses.ts";

export const removeMaterial = command(declared.removeMaterial, async (tx, { id }) => {
  const before = await tx.target(material, id);
  if (before.deleted_at) return before;
  refuseUses("material", { boms: await bomUses(tx, { material_id: id }) });
  return tx.save(material, before, { deleted_at: tx.now }, { verb: "deleted" });
});
