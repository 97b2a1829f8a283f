import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { namedStockable, stockableId } from "../costing/rules/stockable.ts";
import { levelId, stockLevel } from "../levels/stock-level.ts";
import { eventDateOf } from "../stock/event-date.ts";
import type { EntryDraft } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";

export const countStock = command(declared.countStock, {
  gather: gatherPolicy,
  async run(tx, { location_id, lines, event_date: given, notes = null }, policy) {
    const source_id = newId();
    const event_date = eventDateOf(tx, given);
    const counted = lines.map((line, i) => ({
      ...namedStockable(line, `/lines/${i}`),
      quantity: line.quantity,
    }));
    const twice = counted.findIndex((each, i) => counted.findIndex(isSame(each)) < i);
    if (twice >= 0)
      throw invalidField(`/lines/${twice}`, "duplicate", "This is counted on another line already.");
    const ids = counted.map((each) => levelId(tx.org.id, each, location_id));
    const found = await tx.find(stockLevel, { _id: { $in: ids } });
    const levels = new Map(found.map((level) => [level.id, level.on_hand]));
    const source = { source_type: "count", source_id, location_id, event_date, notes };
    const drafts = counted.flatMap(({ quantity, ...stockable }, i): EntryDraft[] => {
      const by = quantity - (levels.get(ids[i]!) ?? 0);
      if (by === 0) return [];
      const event_type = by > 0 ? "adjust" : "dispose";
      return [
        { ...source, ...stockable, event_type, quantity: Math.abs(by), reason: "count", line: String(i) },
      ];
    });
    const document = { kind: "count", id: source_id, version: 1 };
    const entries = await writeEntries(tx, { policy, drafts, books: { document } });
    return { count_id: source_id, entries };
  },
});

const isSame =
  (one: Parameters<typeof stockableId>[0]) =>
  (other: Parameters<typeof stockableId>[0]): boolean =>
    stockableId(one) === stockableId(other);
