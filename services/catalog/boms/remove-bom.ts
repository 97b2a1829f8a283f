import { command } from "../../../shared/service/operation.ts";
import { bom } from "./bom.ts";
import * as declared from "./declarations.ts";

export const removeBom = command(declared.removeBom, async (tx, { id }) => {
  await tx.purge(bom, await tx.target(bom, id));
  return { deleted_id: id };
});
