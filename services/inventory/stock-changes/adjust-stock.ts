import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { namedStockable } from "../costing/rules/stockable.ts";
import { eventDateOf } from "../stock/event-date.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";

export const adjustStock = command(declared.adjustStock, {
  gather: gatherPolicy,
  async run(tx, input, policy) {
    const { location_id, quantity, unit_cost = null, notes = null } = input;
    const source_id = newId();
    const draft = {
      ...namedStockable(input),
      ...{ event_type: "adjust" as const, location_id, quantity, unit_cost, notes },
      ...{ source_type: "adjustment", source_id, event_date: eventDateOf(tx, input.event_date) },
    };
    const document = { kind: "adjustment", id: source_id, version: 1 };
    const [entry] = await writeEntries(tx, { policy, drafts: [draft], books: { document } });
    return entry!;
  },
});
