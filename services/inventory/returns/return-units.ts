/** Returns sold units after a refund or a void (REF-4, VOID-1), once per refund or void. */
import { fail, notFound } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type StockPolicy, stockPolicyOf } from "../costing/policy.ts";
import { type Posted, postedOf } from "../costs/posted-costs.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { unitSale } from "../holds/unit-sale.ts";
import { counted, itemsWithTills, moveTold } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { isLinked } from "../links/linked-stock.ts";
import { type ReturnedLine, returnedBefore, returnLinked } from "../links/return-linked.ts";
import { type Move, type MoveFlow, moveUnits } from "../units/move-units.rules.ts";
import { isSold, type StatusCounts, type UnitStatus, unitStatuses } from "../units/status.rules.ts";
import * as declared from "./declarations.ts";
import { unitReturn } from "./unit-return.ts";

type Input = InputOf<typeof declared.returnUnits>;
type Line = { item_id: string; units: number; to: UnitStatus };

export const returnUnits = command(declared.returnUnits, {
  gather: async (call, { lines }, meta) =>
    lines.some(isLinked) ? { policy: await stockPolicyOf(call, meta) } : {},
  async run(tx, { return_id, sale_id, flow, posted, ...input }, { policy }: { policy?: StockPolicy }) {
    const lines = input.lines.map(({ item_id, units, to }): Line => ({ item_id, units, to: to ?? "active" }));
    const { created } = await tx.upsert(unitReturn, return_id, { sale_id, flow, lines });
    if (!created) return { stock: policy ? await returnedBefore(tx, return_id) : [] };
    if (lines.length === 0) return { stock: [] };
    const ids = [...new Set(lines.map((line) => line.item_id))];
    const sold = await tx.find(unitSale, { sale_id, item_id: { $in: ids } });
    const returning = { sale_id, flow, posted, sold };
    await returnOwn(tx, { ...returning, lines: lines.filter((_line, i) => !isLinked(input.lines[i]!)) });
    const stocked = input.lines.filter(isLinked).flatMap(backInStock);
    const stock = policy ? await returnLinked(tx, policy, { return_id, sale_id, lines: stocked }) : [];
    await noteReturn(tx, sold, lines);
    return { stock };
  },
});

/** Damaged goods, and goods that the buyer keeps, do not come back into the stock. */
const backInStock = ({ to, line_id, units, cost = null }: Input["lines"][number]): ReturnedLine[] =>
  to === "active" && line_id ? [{ line_id, units, cost }] : [];

type Returning = Pick<Input, "sale_id" | "flow"> & {
  posted: Posted;
  sold: readonly Entity<typeof unitSale>[];
  lines: readonly Line[];
};

async function returnOwn(tx: Tx, { flow, posted, sold, lines }: Returning): Promise<void> {
  if (lines.length === 0) return;
  const ids = [...new Set(lines.map((line) => line.item_id))];
  const rows = await itemsWithTills(tx, { _id: { $in: ids } });
  const gone = ids.find((each) => !rows.some((row) => row.id === each));
  if (gone) throw notFound("item", gone);
  const saved = await tx.saveMany(
    item,
    rows.map((row) => {
      const own = lines.filter((line) => line.item_id === row.id);
      const sold_as = sold.find((each) => each.item_id === row.id)?.sold_as ?? null;
      const { moves, counts } = returned(row, own, flow, sold_as);
      return { before: row, changes: counted(row, counts), emit: moveTold(row, moves, counts) };
    }),
  );
  await tellCosts(
    tx,
    saved.map((after) => ({
      before: rows.find((row) => row.id === after.id)!,
      after,
      cause: "adjustment",
      posted: postedOf(posted, after.id),
    })),
  );
}

/** Subtracts returned units from the figures of sold units (RPT-3). */
async function noteReturn(
  tx: Tx,
  sold: readonly Entity<typeof unitSale>[],
  lines: readonly Line[],
): Promise<void> {
  if (sold.length === 0) return;
  const writes = sold.map(({ id, item_id }) => {
    const units = lines.filter((line) => line.item_id === item_id).reduce((sum, line) => sum + line.units, 0);
    return { id, update: { $inc: { returned: units } } };
  });
  await tx.updateMany(unitSale, writes);
}

function returned(
  row: Item,
  lines: readonly Line[],
  flow: MoveFlow,
  sold_as: UnitStatus | null,
): { moves: Move[]; counts: StatusCounts } {
  let counts: StatusCounts = row.status_counts;
  const moves: Move[] = [];
  for (const { units, to } of lines) {
    const held = (status: UnitStatus) => (counts[status] ?? 0) >= units;
    const from = sold_as && held(sold_as) ? sold_as : unitStatuses.find((each) => isSold(each) && held(each));
    const moved = moveUnits(counts, from ?? "sold", to, units, { flow });
    if (!moved.ok)
      throw fail("conflict", `These units of item ${row.sku} cannot be returned.`, {
        item_ids: [row.id],
        because: moved,
      });
    counts = moved.status_counts;
    moves.push(...moved.moves);
  }
  return { moves, counts };
}
