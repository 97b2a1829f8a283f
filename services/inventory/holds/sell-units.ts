/**
 * The units that a till held become sold: after the pivot of a sale, so it goes through however often it is repeated. Each
 * item is written by itself, and its hold, which leaves it by that write, tells whether it was.
 */
import { nowInstant } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import { idOf } from "../../../shared/ids.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { itemCostChanged } from "../costs/declarations.ts";
import { type Posted, postedOf } from "../costs/posted-costs.ts";
import { costsOf } from "../costs/stock-costs.ts";
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
  sold_at: string;
};

/** An item that is changed all the time is read so often; then the sale's process comes again. */
const MOST_READS = 20;

/** The items as the sale was priced by them are taken for what they are now; when they are not, they are read. */
export const sellUnits = flow(declared.sellUnits, async (context, input): Promise<Sold> => {
  const { reader } = context;
  const selling: Selling = { ...input, lines: addedUp(input.lines), sold_at: nowInstant() };
  const ids = selling.lines.map((line) => line.item_id);
  const guess = reader.optimistic.get(item, ids);
  if (guess) {
    await noteSales(context, selling, guess);
    const held = guess.map((row, i) => afterHold(row, selling.hold_id, selling.lines[i]!));
    if ((await sell(context, selling, held)) === ids.length) return { sold: true };
  }
  for (let read = 0; read < MOST_READS; read++) {
    const rows = await itemsWithTills(reader, { _id: { $in: ids } });
    const held = rows.filter((row) => row.checkout_holds.some((each) => each.hold_id === selling.hold_id));
    if (held.length < ids.length) await refuseUnknown(context, selling, held);
    else await noteSales(context, selling, rows);
    const sold = await sell(
      context,
      selling,
      held.map((row) => ({ row, where: asRead(row) })),
    );
    if (sold === held.length) return { sold: true };
  }
  throw fail("unavailable", "These items are being changed all the time.");
});

type Held = { row: Item; where: MongoFilter };

/** What a row became by this hold alone. */
function afterHold(before: Item, hold_id: string, { units }: HoldLine): Held {
  const counts = shifted(before.status_counts, { from: "active", to: "parked", units });
  const status_counts = counts as Item["status_counts"];
  const row = { ...before, status_counts, checkout_holds: [{ hold_id, units }] };
  return { row, where: asRead(row) };
}

/** Holds are silent and leave the version: nobody has held or released units of the row since. */
function asRead({ status_counts: { active, parked }, checkout_holds }: Item): MongoFilter {
  const each = checkout_holds.map(({ hold_id, units }) => ({
    checkout_holds: { $elemMatch: { hold_id, units } },
  }));
  return {
    $and: [{ checkout_holds: { $size: checkout_holds.length } }, ...each],
    "status_counts.active": active ?? null,
    "status_counts.parked": parked ?? null,
  };
}

/** How many were still as they had been read. */
async function sell(
  { reader, write }: FlowContext,
  { hold_id, lines, status, posted, sold_at }: Selling,
  held: readonly Held[],
): Promise<number> {
  const units = new Map(lines.map((line) => [line.item_id, line.units]));
  const moves = held.map(({ row, where }) => {
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
      changes: { ...counted(others, counts), last_sold_at: sold_at },
      where,
      also: { $pull: { checkout_holds: { hold_id } } },
      emit: moveTold(row, [{ from: "active", ...move }], counts),
      row,
    };
  });
  const costs = await costsOf(
    reader,
    sold_at,
    moves.map(({ row, changes }) => ({
      before: row,
      after: { ...row, ...changes, status_counts: changes.status_counts as Item["status_counts"] },
      cause: "adjustment" as const,
      posted: -postedOf(posted, row.id),
    })),
  );
  return write.saveEach(
    item,
    declared.sellUnits.name,
    moves.map(({ row, ...move }) => ({
      ...move,
      more: costs
        .filter((each) => each.row.id === row.id)
        .map(({ data }) => ({ event: itemCostChanged, data })),
    })),
  );
}

/** What the sale took of each item: written before the items are, so that none is sold without it. */
async function noteSales(
  { write }: FlowContext,
  { lines, sale_id, status, sold_at }: Selling,
  rows: readonly Item[],
): Promise<void> {
  const stores = new Map(rows.map((row) => [row.id, row.store_id]));
  await write.upsertMany(
    unitSale,
    lines.map(({ item_id, units }) => ({
      id: idOf(`sold ${sale_id} ${item_id}`),
      values: { item_id, sale_id, store_id: stores.get(item_id) ?? null, units, sold_as: status, sold_at },
    })),
  );
}

/** The units of the others have been sold by the same call before; else something is wrong. */
async function refuseUnknown(
  { reader }: FlowContext,
  { sale_id, lines }: Selling,
  held: readonly Item[],
): Promise<void> {
  const sold = await reader.find(unitSale, { sale_id });
  const gone = lines.filter(({ item_id }) => !held.some((row) => row.id === item_id));
  const known = gone.every((line) =>
    sold.some(({ item_id, units }) => item_id === line.item_id && units === line.units),
  );
  if (!known) throw fail("conflict", "The units of this hold are not where they were put.");
}
