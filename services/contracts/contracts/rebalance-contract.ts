import { command } from "../../../shared/service/operation.ts";
import { contract } from "./contract.ts";
import * as declared from "./declarations.ts";
import { balanced, requireFree, saveContract } from "./save-terms.ts";

export const rebalanceContract = command(declared.rebalanceContract, async (tx, { id, reset }) => {
  const before = await tx.target(contract, id);
  requireFree(before);
  return saveContract(tx, before, balanced(before, before, reset));
});
