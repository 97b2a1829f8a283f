/** The units of a hold become sold: after the pivot of a sale, so it goes through however often it is repeated. */
import { fail, notFound } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { sellUnits } from "../public.ts";
import { hold, item, unitSale } from "../resources/item.ts";
import { counted, moveTold, shifted } from "./counts.ts";

export const sellHold = command(sellUnits, async (tx, { hold_id, sale_id, status }) => {
  const taken = await tx.change(
    hold,
    { _id: hold_id, state: "held" },
    { $set: { state: "sold", sale_id, sold_as: status } },
    "silent",
  );
  if (!taken) {
    const found = await tx.get(hold, hold_id);
    if (!found) throw notFound("hold", hold_id);
    if (found.state === "sold" && found.sale_id === sale_id) return { sold: true };
    throw fail("conflict", `This hold is ${found.state} and cannot be sold.`);
  }
  const rows = await tx.find(item, { _id: { $in: taken.lines.map((line) => line.item_id) } });
  const saved = await tx.saveEach(
    item,
    rows.map((row) => {
      const { units } = taken.lines.find((line) => line.item_id === row.id)!;
      if ((row.status_counts.parked ?? 0) < units)
        throw fail("conflict", "The held units are not where they were put.");
      const counts = shifted(row.status_counts, { from: "parked", to: status, units });
      // A till's hold was silent: for everyone else the units come straight from `active` (4.1).
      const from = taken.purpose === "parked" ? "parked" : "active";
      const told =
        from === "parked"
          ? row.status_counts
          : shifted(row.status_counts, { from: "parked", to: from, units });
      return {
        before: { ...row, ...counted(told) },
        changes: { ...counted(counts), last_sold_at: tx.now },
        announced: moveTold(row, [{ from, to: status, units }], counts),
      };
    }),
  );
  if (saved.length !== taken.lines.length) throw fail("conflict", "An item of this hold is gone.");
  await tx.note(
    unitSale,
    saved.map((row) => ({
      item_id: row.id,
      sale_id,
      store_id: row.store_id,
      units: taken.lines.find((line) => line.item_id === row.id)!.units,
      sold_at: tx.now,
    })),
  );
  return { sold: true };
});
