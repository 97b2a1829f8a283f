import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { reversalOf } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";
import { endDateOf } from "./end-date.ts";
import { transfer } from "./transfer.ts";
import { transferMachine } from "./transfer-status.rules.ts";

export const cancelTransfer = command(declared.cancelTransfer, {
  gather: gatherPolicy,
  async run(tx, { id, event_date }, policy) {
    const before = await tx.target(transfer, id);
    const moved = transferMachine.move(before.status, "cancelled");
    if (!moved.ok) throw refusedTransition("transfer", moved);
    if (!moved.changed) return before;
    const end_date = endDateOf(tx, before, event_date);
    const source = { source_type: "transfer", source_id: id };
    const sent = await loadEntries(tx, source, ["transfer"]);
    const drafts = sent.map((each) => reversalOf(each, { ...source, ref: before.ref, event_date: end_date }));
    const document = { kind: "transfer", id, version: before.version + 1 };
    await writeEntries(tx, { policy, drafts, books: { document } });
    return tx.save(transfer, before, { status: moved.status, end_date, cancelled_at: tx.now });
  },
});
