/** Resolves the terms of the chosen items again from the current levels (TRM-3). */
import { command } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { visibleItems } from "../items/load-item.ts";
import { placeIn, todayIn, zonesOf } from "../stores/zones.ts";
import { reappliedTerms } from "../terms/item-terms.rules.ts";
import { keptMoments } from "../terms/named-dates.rules.ts";
import { soldUnits } from "../units/status.rules.ts";
import * as declared from "./declarations.ts";
import { gatherMany } from "./item-levels.ts";

export const reapplyTerms = command(declared.reapplyTerms, {
  async gather(call, { items }, _meta, reader) {
    return gatherMany(call, reader, await reader.find(item, { _id: { $in: items }, deleted_at: null }));
  },
  async run(tx, { items }, levels) {
    const rows = await visibleItems(tx, items);
    const zones = await zonesOf(tx);
    const allowed = [...rows.values()].filter((row) => soldUnits(row.status_counts) === 0);
    const saved = await tx.saveMany(
      item,
      allowed.map((row) => {
        const today = todayIn(tx, placeIn(zones, row.store_id), tx.now);
        const terms = reappliedTerms(row, levels.of(row), today);
        const again = terms.expires_on === row.expires_on ? {} : { expiry_announced_on: null };
        const moments = keptMoments(row, terms, { expiry: false, pick_up: false });
        return { before: row, changes: { ...terms, ...moments, ...again } };
      }),
    );
    const changed = new Set(saved.map((row) => row.id));
    const results = items.map((id) => {
      const error = !rows.has(id) ? "not_found" : allowed.some((row) => row.id === id) ? null : "locked";
      const status = error ? "error" : changed.has(id) ? "changed" : "unchanged";
      return { id, status, error } as const;
    });
    return { results };
  },
});
