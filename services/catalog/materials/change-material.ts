import { command } from "../../../shared/service/operation.ts";
import { refuseTakenCode } from "../codes/refuse-taken-code.ts";
import * as declared from "./declarations.ts";
import { material } from "./material.ts";

export const changeMaterial = command(declared.changeMaterial, async (tx, { id, ...changes }) => {
  const before = await tx.target(material, id);
  await refuseTakenCode(tx, material, { id, code: changes.code });
  return tx.save(material, before, changes);
});
