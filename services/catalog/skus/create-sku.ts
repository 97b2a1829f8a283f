import { command } from "../../../shared/service/operation.ts";
import { refuseTakenCode } from "../codes/refuse-taken-code.ts";
import * as declared from "./declarations.ts";
import { sku } from "./sku.ts";

export const createSku = command(declared.createSku, async (tx, input) => {
  await refuseTakenCode(tx, sku, input);
  return tx.insert(sku, input);
});
