import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { namedStockable } from "../costing/rules/stockable.ts";
import { eventDateOf } from "../stock/event-date.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";

export const disposeStock = command(declared.disposeStock, {
  gather: gatherPolicy,
  async run(tx, input, policy) {
    const { location_id, quantity, reason = null, notes = null } = input;
    const source_id = newId();
    const draft = {
      ...namedStockable(input),
      ...{ event_type: "dispose" as const, location_id, quantity, reason, notes },
      ...{ source_type: "disposal", source_id, event_date: eventDateOf(tx, input.event_date) },
    };
    const document = { kind: "disposal", id: source_id, version: 1 };
    const [entry] = await writeEntries(tx, { policy, drafts: [draft], books: { document } });
    return entry!;
  },
});
