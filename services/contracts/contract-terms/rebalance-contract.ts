import { command } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { balanced, requireFree, saveContract } from "../contracts/save-terms.ts";
import { sellersOf } from "../contracts/term-rows.ts";
import * as declared from "./declarations.ts";

export const rebalanceContract = command(declared.rebalanceContract, async (tx, { id, reset }) => {
  const before = await tx.target(contract, id);
  requireFree(before);
  // Without their pins, sellers without items are dropped (CON-15).
  const unpinned = before.sellers.map((each) => ({ ...each, pinned: false }));
  const terms = reset ? { ...before, sellers: sellersOf(unpinned, before.items) } : before;
  return saveContract(tx, before, balanced(before, terms, { reset }));
});
