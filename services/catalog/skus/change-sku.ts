import { command } from "../../../shared/service/operation.ts";
import { refuseTakenCode } from "../codes/refuse-taken-code.ts";
import * as declared from "./declarations.ts";
import { sku } from "./sku.ts";

export const changeSku = command(declared.changeSku, async (tx, { id, ...changes }) => {
  const before = await tx.target(sku, id);
  await refuseTakenCode(tx, sku, { id, code: changes.code });
  return tx.save(sku, before, changes);
});
