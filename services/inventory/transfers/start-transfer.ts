import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { namedStockable } from "../costing/rules/stockable.ts";
import { eventDateOf } from "../stock/event-date.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";
import { transfer } from "./transfer.ts";

export const startTransfer = command(declared.startTransfer, {
  gather: gatherPolicy,
  async run(tx, input, policy) {
    const { source_location_id, destination_location_id, quantity, notes = null } = input;
    const stockable = namedStockable(input);
    if (source_location_id === destination_location_id)
      throw invalidField(
        "/destination_location_id",
        "same_place",
        "The destination must be another site than the source.",
      );
    const start_date = eventDateOf(tx, input.start_date, "/start_date");
    const id = newId();
    const ref = `TR-${padded(await tx.number("transfer"))}`;
    const draft = {
      ...stockable,
      ...{ event_type: "transfer" as const, quantity, notes, ref, event_date: start_date },
      ...{ location_id: source_location_id, to_location_id: destination_location_id },
      ...{ source_type: "transfer", source_id: id },
    };
    const document = { kind: "transfer", id, version: 1 };
    await writeEntries(tx, { policy, drafts: [draft], books: { document } });
    return tx.insert(transfer, { ...input, id, ref, start_date });
  },
});
