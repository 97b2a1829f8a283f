import { command } from "../../../shared/service/operation.ts";
import { refuseTakenCode } from "../codes/refuse-taken-code.ts";
import * as declared from "./declarations.ts";
import { material } from "./material.ts";

export const createMaterial = command(declared.createMaterial, async (tx, input) => {
  await refuseTakenCode(tx, material, input);
  return tx.insert(material, input);
});
