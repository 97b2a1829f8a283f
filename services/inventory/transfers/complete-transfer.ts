import { invalidField } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { namedStockable } from "../costing/rules/stockable.ts";
import type { EntryDraft } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";
import { endDateOf } from "./end-date.ts";
import { transfer } from "./transfer.ts";
import { transferMachine } from "./transfer-status.rules.ts";

export const completeTransfer = command(declared.completeTransfer, {
  gather: gatherPolicy,
  async run(tx, { id, event_date, received_quantity, notes }, policy) {
    const before = await tx.target(transfer, id);
    const moved = transferMachine.move(before.status, "completed");
    if (!moved.ok) throw refusedTransition("transfer", moved);
    if (!moved.changed) return before;
    const { quantity, ref, destination_location_id: location_id } = before;
    const received = received_quantity ?? quantity;
    const stockable = namedStockable({ ...before, quantity: received });
    if (received > quantity)
      throw invalidField("/received_quantity", "too_many", "At most the quantity that was sent can arrive.");
    const end_date = endDateOf(tx, before, event_date);
    const source = {
      ...stockable,
      ...{ source_type: "transfer", source_id: id, ref, location_id, event_date: end_date },
      notes: notes ?? null,
    };
    const drafts: EntryDraft[] = [
      { ...source, event_type: "receive", quantity, relieves: { in_transit: quantity } },
    ];
    if (received < quantity)
      drafts.push({
        ...source,
        ...{ event_type: "dispose", quantity: quantity - received, reason: "transfer_loss" },
      });
    const document = { kind: "transfer", id, version: before.version + 1 };
    await writeEntries(tx, { policy, drafts, books: { document } });
    const changes = { status: moved.status, received_quantity: received, end_date, completed_at: tx.now };
    return tx.save(transfer, before, changes);
  },
});
