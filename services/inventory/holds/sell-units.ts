/** The units that a till held become sold: after the pivot of a sale, so it goes through however often it is repeated. */
import { fail, isFailure } from "../../../shared/errors.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Posted, postedOf } from "../costs/posted-costs.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { counted, itemsWithTills, moveTold, shifted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import type { UnitStatus } from "../units/status.rules.ts";
import * as declared from "./declarations.ts";
import { addedUp, type HoldLine } from "./hold-lines.ts";
import { unitSale } from "./unit-sale.ts";

type Sold = { sold: boolean };
type Selling = Omit<InputOf<typeof declared.sellUnits>, "status" | "posted"> & {
  status: UnitStatus;
  lines: HoldLine[];
  posted: Posted;
};

/** The items as the sale was priced by them are taken for what they are now; when they are not, they are read. */
export const sellUnits = flow(declared.sellUnits, async ({ reader, transact, meta }, input) => {
  const selling: Selling = { ...input, lines: addedUp(input.lines) };
  const ids = selling.lines.map((line) => line.item_id);
  const unit = { action: declared.sellUnits.name };
  const guess = reader.optimistic.get(item, ids);
  if (guess) {
    const { hold_id, lines } = selling;
    const held = guess.map((row, i) => afterHold(row, hold_id, lines[i]!));
    try {
      return await transact(meta, unit, (tx) => sell(tx, selling, held));
    } catch (error) {
      if (!isFailure(error) || error.code >= 500) throw error;
    }
  }
  return transact(meta, unit, async (tx) => {
    const rows = await itemsWithTills(tx, { _id: { $in: ids }, "checkout_holds.hold_id": selling.hold_id });
    if (rows.length !== ids.length) return soldBefore(tx, selling);
    return sell(
      tx,
      selling,
      rows.map((row) => ({ row, where: {} })),
    );
  });
});

type Held = { row: Item; where: MongoFilter };

/** What a row became by this hold alone, and how to tell that nothing else happened to it. */
function afterHold(before: Item, hold_id: string, { units }: HoldLine): Held {
  const status_counts = shifted(before.status_counts, { from: "active", to: "parked", units });
  const { active, parked } = status_counts;
  return {
    row: {
      ...before,
      status_counts: status_counts as Item["status_counts"],
      checkout_holds: [{ hold_id, units }],
    },
    where: {
      checkout_holds: { $size: 1, $elemMatch: { hold_id, units } },
      "status_counts.active": active,
      "status_counts.parked": parked,
    },
  };
}

async function sell(
  tx: Tx,
  { hold_id, lines, sale_id, status, posted }: Selling,
  held: Held[],
): Promise<Sold> {
  const units = new Map(lines.map((line) => [line.item_id, line.units]));
  const saved = await tx.saveMany(
    item,
    held.map(({ row, where }) => {
      const move = { to: status, units: units.get(row.id)! };
      const counts = shifted(row.status_counts, { from: "parked", ...move });
      // A till's hold was silent: for everyone else the units come straight from `active` (4.1).
      const told = shifted(row.status_counts, { from: "parked", to: "active", units: move.units });
      const others = {
        ...row,
        checkout_holds: row.checkout_holds.filter((each) => each.hold_id !== hold_id),
      };
      return {
        before: { ...row, ...counted(others, told) },
        changes: { ...counted(others, counts), last_sold_at: tx.now },
        where,
        also: { $pull: { checkout_holds: { hold_id } } },
        emit: moveTold(row, [{ from: "active", ...move }], counts),
      };
    }),
  );
  const rows = new Map(held.map(({ row }) => [row.id, row]));
  await tellCosts(
    tx,
    saved.map((after) => ({
      before: rows.get(after.id)!,
      after,
      cause: "adjustment",
      posted: -postedOf(posted, after.id),
    })),
  );
  await tx.append(
    unitSale,
    saved.map((row) => ({
      item_id: row.id,
      sale_id,
      store_id: row.store_id,
      units: units.get(row.id)!,
      sold_as: status,
      sold_at: tx.now,
    })),
  );
  return { sold: true };
}

/** The same call again finds its units sold. */
async function soldBefore(tx: Tx, { sale_id, lines }: Selling): Promise<Sold> {
  const sold = await tx.find(unitSale, { sale_id });
  const all = lines.every((line) =>
    sold.some(({ item_id, units }) => item_id === line.item_id && units === line.units),
  );
  if (!all) throw fail("conflict", "The units of this hold are not where they were put.");
  return { sold: true };
}
