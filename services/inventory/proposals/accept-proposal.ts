/** Links the pictures of a proposal to an item. Then they count as the shop's own pictures (CLS-2, CLS-4). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { loadItem } from "../items/load-item.ts";
import { bandsOf } from "../pictures/rules/picture-hash.ts";
import * as declared from "./declarations.ts";
import { proposal } from "./proposal.ts";

export const acceptProposal = command(declared.acceptProposal, async (tx, { id, item_id }) => {
  const [before] = [await tx.target(proposal, id), await loadItem(tx, item_id)];
  if (before.item_id === item_id) return before;
  if (before.item_id)
    throw fail("conflict", "These pictures are already linked to another item.", { item_id: before.item_id });
  const bands = [...new Set(before.pictures.flatMap(({ hash }) => bandsOf(hash)))];
  return tx.save(proposal, before, { item_id, accepted_at: tx.now, bands });
});
