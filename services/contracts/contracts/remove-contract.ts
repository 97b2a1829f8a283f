import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import { contract } from "./contract.ts";
import { moveContract } from "./contract-status.rules.ts";
import * as declared from "./declarations.ts";

export const removeContract = command(declared.removeContract, async (tx, { id }) => {
  const before = await tx.target(contract, id);
  const moved = moveContract(before.status, "deleted");
  if (!moved.ok) throw refusedTransition("contract", moved);
  await tx.purge(contract, before);
  return { deleted_id: before.id };
});
