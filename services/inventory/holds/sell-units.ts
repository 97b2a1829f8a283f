/**
 * Sells the units that a register held. It runs after the pivot of a sale and is repeated until it succeeds. Each item is
 * written on its own. The write removes the hold, so a missing hold shows that the item was written.
 */
import { nowInstant } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { stockPolicyOf } from "../costing/policy.ts";
import { itemCostChanged } from "../costs/declarations.ts";
import { type Posted, postedOf } from "../costs/posted-costs.ts";
import { costsOf } from "../costs/stock-costs.ts";
import { counted, itemsWithTills, moveTold, shifted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { isLinked } from "../links/linked-stock.ts";
import { sellLinked } from "../links/sell-linked.ts";
import type { UnitStatus } from "../units/status.rules.ts";
import * as declared from "./declarations.ts";
import { addedUp, type HoldLine } from "./hold-lines.ts";

type Input = Received<typeof declared.sellUnits.input>;
type Selling = Pick<Input, "hold_id" | "sale_id"> & {
  status: UnitStatus;
  lines: HoldLine[];
  posted: Posted;
  sold_at: string;
};

/** The maximum number of reads of an item that changes all the time. Then the saga retries. */
const MOST_READS = 20;

export const sellUnits = flow(declared.sellUnits, async (context, input) => {
  const sold_at = nowInstant();
  const lines = addedUp(input.lines);
  const own = lines.filter((line) => !isLinked(line));
  const [stock] = await Promise.all([
    input.stocked ? sellStock(context, { ...input, stocked: input.stocked, sold_at }) : [],
    own.length ? sellOwn(context, { ...input, lines: own, sold_at }) : null,
  ]);
  return { stock };
});

/** Goods in quantity: one transaction with the stock ledger. */
async function sellStock(
  { meta, call, transact }: FlowContext,
  { stocked, ...input }: Input & { stocked: NonNullable<Input["stocked"]>; sold_at: string },
) {
  const policy = await stockPolicyOf(call, meta);
  return transact(meta, { action: declared.sellUnits.name }, (tx) =>
    sellLinked(tx, policy, { ...input, ...stocked }),
  );
}

/** Assumes that the items have not changed since the sale was priced. If they have, they are read. */
async function sellOwn(context: FlowContext, selling: Selling): Promise<void> {
  const { reader } = context;
  const ids = selling.lines.map((line) => line.item_id);
  const guess = reader.optimistic.get(item, ids);
  if (guess) {
    const held = guess.map((row, i) => afterHold(row, selling.hold_id, selling.lines[i]!));
    if ((await sell(context, selling, held)) === ids.length) return;
  }
  for (let read = 0; read < MOST_READS; read++) {
    const rows = await itemsWithTills(reader, { _id: { $in: ids } });
    const held = rows.filter((row) => row.checkout_holds.some((each) => each.hold_id === selling.hold_id));
    if (held.length < ids.length) await refuseUnknown(context, selling, held);
    const sold = await sell(
      context,
      selling,
      held.map((row) => ({ row, where: asRead(row) })),
    );
    if (sold === held.length) return;
  }
  throw fail("unavailable", "These items change too often at the moment; retry.");
}

type Held = { row: Item; where: MongoFilter };

/** The row after this hold, if nothing else has changed it. */
function afterHold(before: Item, hold_id: string, { units }: HoldLine): Held {
  const counts = shifted(before.status_counts, { from: "active", to: "parked", units });
  const status_counts = counts as Item["status_counts"];
  const row = { ...before, status_counts, checkout_holds: [{ hold_id, units }] };
  return { row, where: asRead(row) };
}

/** Holds do not change the version. This checks that no other hold has changed the row since. */
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

/** The number of rows that had not changed since they were read. */
async function sell(
  { reader, write }: FlowContext,
  { hold_id, lines, status, posted, sold_at }: Selling,
  held: readonly Held[],
): Promise<number> {
  const units = new Map(lines.map((line) => [line.item_id, line.units]));
  const moves = held.map(({ row, where }) => {
    const move = { to: status, units: units.get(row.id)! };
    const counts = shifted(row.status_counts, { from: "parked", ...move });
    // The hold sent no event, so for others the units come directly from `active` (4.1).
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
      record_id: recordOf(hold_id, row.id),
      more: costs
        .filter((each) => each.row.id === row.id)
        .map(({ data }) => ({ event: itemCostChanged, data })),
    })),
  );
}

/** The log row of the write that sold an item's units, by which a repetition finds it. */
const recordOf = (hold_id: string, item_id: string): string => idOf(`sold ${hold_id} ${item_id}`);

/** The other items were sold by a previous call; otherwise something is wrong. */
async function refuseUnknown(
  { write }: FlowContext,
  { hold_id, lines }: Selling,
  held: readonly Item[],
): Promise<void> {
  const gone = lines.filter(({ item_id }) => !held.some((row) => row.id === item_id));
  const known = await Promise.all(
    gone.map(({ item_id }) => write.isRecorded(item, item_id, recordOf(hold_id, item_id))),
  );
  if (known.includes(false))
    throw fail("conflict", "The held units are no longer in the status in which the hold left them.");
}
