import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import { offersOf, requireStock } from "../offers/offers.ts";
import { requireParties } from "./check-terms.ts";
import { contract } from "./contract.ts";
import { moveContract, viewersOf } from "./contract-status.rules.ts";
import { telling, viewAt } from "./contract-view.ts";
import * as declared from "./declarations.ts";

/** Sending again sets the time anew and repeats the event. If the contract is partly paid, it reminds the buyers who have not paid. */
export const sendContract = command(declared.sendContract, {
  async gather(call, { id }, _meta, reader) {
    const row = await reader.get(contract, id);
    return offersOf(
      call,
      (row?.items ?? []).flatMap(({ product_id }) => product_id ?? []),
    );
  },
  async run(tx, { id }, offers) {
    const before = await tx.target(contract, id);
    const to = before.status === "partially_paid" ? "partially_paid" : "open";
    const moved = moveContract(before.status, to);
    if (!moved.ok) throw refusedTransition("contract", moved);
    requireParties(before);
    if (before.status !== "partially_paid") requireStock(before.items, offers);
    const after = await tx.save(
      contract,
      before,
      {
        status: moved.status,
        sent_at: before.sent_at ?? tx.now,
        last_sent_at: tx.now,
        sent_version: before.terms_version,
        viewer_user_ids: viewersOf({ ...before, status: moved.status }),
      },
      { emit: telling(declared.contractEvents.sent, tx.now) },
    );
    return viewAt(after, tx.now);
  },
});
