/** Returns sold units after a refund or a void (REF-4, VOID-1), once per refund or void. */
import { fail, notFound } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type StockPolicy, stockPolicyOf } from "../costing/policy.ts";
import { type Posted, postedOf } from "../costs/posted-costs.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { counted, itemsWithTills, moveTold } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { isLinked } from "../links/linked-stock.ts";
import { type ReturnedLine, returnedBefore, returnLinked } from "../links/return-linked.ts";
import { type Move, type MoveFlow, moveUnits } from "../units/move-units.rules.ts";
import { isSold, type StatusCounts, type UnitStatus, unitStatuses } from "../units/status.rules.ts";
import * as declared from "./declarations.ts";
import { unitReturn } from "./unit-return.ts";

type Input = Received<typeof declared.returnUnits.input>;
type Line = { item_id: string; units: number; to: UnitStatus };

export const returnUnits = command(declared.returnUnits, {
  gather: async (call, { lines }, meta) =>
    lines.some(isLinked) ? { policy: await stockPolicyOf(call, meta) } : {},
  async run(
    tx,
    { return_id, sale_id, sold_as, flow, posted, ...input },
    { policy }: { policy?: StockPolicy },
  ) {
    const lines = input.lines.map(({ item_id, units, to }): Line => ({ item_id, units, to: to ?? "active" }));
    const { created } = await tx.upsert(unitReturn, return_id, { sale_id, flow, lines });
    if (!created) return { stock: policy ? await returnedBefore(tx, return_id) : [] };
    if (lines.length === 0) return { stock: [] };
    await returnOwn(tx, {
      ...{ flow, posted, sold_as },
      lines: lines.filter((_line, i) => !isLinked(input.lines[i]!)),
    });
    const stocked = input.lines.filter(isLinked).flatMap(backInStock);
    return { stock: policy ? await returnLinked(tx, policy, { return_id, sale_id, lines: stocked }) : [] };
  },
});

/** Damaged goods, and goods that the buyer keeps, do not come back into the stock. */
const backInStock = ({ to, line_id, units, cost = null }: Input["lines"][number]): ReturnedLine[] =>
  to === "active" && line_id ? [{ line_id, units, cost }] : [];

type Returning = Pick<Input, "sold_as" | "flow"> & {
  posted: Posted;
  lines: readonly Line[];
};

async function returnOwn(tx: Tx, { flow, posted, sold_as, lines }: Returning): Promise<void> {
  if (lines.length === 0) return;
  const ids = [...new Set(lines.map((line) => line.item_id))];
  const rows = await itemsWithTills(tx, { _id: { $in: ids } });
  const gone = ids.find((each) => !rows.some((row) => row.id === each));
  if (gone) throw notFound("item", gone);
  const saved = await tx.saveMany(
    item,
    rows.map((row) => {
      const own = lines.filter((line) => line.item_id === row.id);
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

function returned(
  row: Item,
  lines: readonly Line[],
  flow: MoveFlow,
  sold_as: UnitStatus,
): { moves: Move[]; counts: StatusCounts } {
  let counts: StatusCounts = row.status_counts;
  const moves: Move[] = [];
  for (const { units, to } of lines) {
    const held = (status: UnitStatus) => (counts[status] ?? 0) >= units;
    const from = held(sold_as) ? sold_as : unitStatuses.find((each) => isSold(each) && held(each));
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
