/**
 * Setting units aside for a sale that is being finalised: where it is decided that a piece is sold once (SALE-1). A till's
 * hold is over in a moment and is told by the sale: it lies in the item's own row, leaves no event of its own, and lists
 * find the item under its old status until then.
 */
import { fail } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { command, type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { OneWrite, Tx } from "../../../shared/service/tx.ts";
import { holdUnits, releaseUnits, takeUnits } from "../public.ts";
import { item } from "../resources/item.ts";
import { addedUp, type HoldLine, refuseMissing, rowsOf } from "./hold-lines.ts";

/** What an item was priced by. */
type Priced = Received<typeof holdUnits.input>["priced"][number];
type Hold = {
  hold_id: string;
  lines: HoldLine[];
  allow_negative_stock: boolean;
  priced: readonly Priced[];
};

/** The item is still what it was priced by: a change of its price, owner or split in between is not sold over. */
function asPriced(priced: Priced | undefined): MongoFilter {
  if (!priced) return {};
  const { account_id = null, inventory_type, split, tag_price } = priced;
  return {
    account_id,
    inventory_type,
    ...(split == null ? {} : { split }),
    ...(tag_price == null ? {} : { tag_price }),
  };
}

/** More than any item sees in the seconds that a late hold may be on its way. */
const LET_GO_KEPT = 50;

/** Each item's write decides for itself, whatever others do; nothing is read before it. */
const takeEach = ({ hold_id, lines, allow_negative_stock, priced }: Hold): OneWrite[] =>
  lines.map(({ item_id, units }) => {
    const enough = { "status_counts.active": { $gte: units } };
    const may = allow_negative_stock ? { $or: [enough, { inventory_type: { $ne: "consignment" } }] } : enough;
    const same = asPriced(priced.find((each) => each.item_id === item_id));
    const free = { deleted_at: null, "till.hold_id": { $ne: hold_id }, let_go: { $ne: hold_id } };
    return {
      id: item_id,
      where: { ...free, ...same, ...may },
      update: {
        $inc: { "status_counts.active": -units, "status_counts.parked": units },
        $push: { till: { hold_id, units } },
      },
    };
  });

const giveBack = (hold_id: string, { item_id, units }: HoldLine): OneWrite => ({
  id: item_id,
  where: { till: { $elemMatch: { hold_id, units } } },
  update: {
    $inc: { "status_counts.active": units, "status_counts.parked": -units },
    $pull: { till: { hold_id } },
  },
});

export const holdAtTill = flow(holdUnits, async (context, input) => {
  const hold: Hold = { ...input, lines: addedUp(input.lines) };
  const taken = await context.write.changeEach(item, takeEach(hold), { silent: true });
  if (taken === hold.lines.length) return { held: true };
  const { lines, allow_negative_stock } = hold;
  const held = await linesHeld(context.reader, hold);
  if (held === lines.length) return { held: true };
  // Most who come too late have nothing to give back, and find nothing to try again.
  if (held === 0)
    refuseMissing(await rowsOf(context.reader, lines), input.lines, lines, allow_negative_stock);
  return allOrNone(context, hold, input.lines, held > 0);
});

/** How many lines this hold has the units of: all of them when the same call came before. */
async function linesHeld(reader: Reader, { hold_id, lines }: Hold): Promise<number> {
  const ids = lines.map((each) => each.item_id);
  const there = async (where: MongoFilter) =>
    new Set((await reader.find(item, { _id: { $in: ids }, ...where })).map((row) => row.id));
  const known = await there({ $or: [{ "till.hold_id": hold_id }, { let_go: hold_id }] });
  if (known.size === 0) return 0;
  const held = await there({
    $or: lines.map(({ item_id, units }) => ({ _id: item_id, till: { $elemMatch: { hold_id, units } } })),
  });
  const other = [...known].filter((each) => !held.has(each));
  if (other.length) throw fail("conflict", "This hold has been released already, or is for other units.");
  return held.size;
}

/**
 * Some were there and some were not: what was taken is given back, and all are tried once more in one transaction, so that
 * of two sales of the same pieces one wins and not none.
 */
async function allOrNone(
  { write, transact, meta }: FlowContext,
  hold: Hold,
  asked: readonly HoldLine[],
  some: boolean,
): Promise<{ held: boolean }> {
  if (some) {
    const back = hold.lines.map((line) => giveBack(hold.hold_id, line));
    await write.changeEach(item, back, { silent: true });
  }
  return transact(meta, { action: holdUnits.name }, (tx) => takeAll(tx, hold, asked));
}

async function takeAll(tx: Tx, hold: Hold, asked: readonly HoldLine[]): Promise<{ held: boolean }> {
  const { lines, allow_negative_stock } = hold;
  const taken = await tx.changeEach(item, takeEach(hold), { silent: true });
  if (taken === lines.length) return { held: true };
  refuseMissing(await rowsOf(tx.committed, lines), asked, lines, allow_negative_stock);
  throw fail("conflict", "One of these items has just been changed by someone else.");
}

export const holdWithin = command(takeUnits, (tx, input) =>
  takeAll(tx, { ...input, lines: addedUp(input.lines) }, input.lines),
);

/** Barred first, then given back: a hold on its way finds one or the other. */
export const releaseFromTill = flow(releaseUnits, async ({ write }, { hold_id, lines }) => {
  const writes = addedUp(lines).flatMap((line): OneWrite[] => [
    {
      id: line.item_id,
      where: { let_go: { $ne: hold_id } },
      update: { $push: { let_go: { $each: [hold_id], $slice: -LET_GO_KEPT } } },
    },
    giveBack(hold_id, line),
  ]);
  await write.changeEach(item, writes, { silent: true });
  return { released: true };
});
