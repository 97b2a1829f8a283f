/** Goods of linked items come back into the stock of their SKUs: the entries of their sale are reversed (LNK-3, T25). */
import { fail } from "../../../shared/errors.ts";
import { units } from "../../../shared/micro.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { todayOf } from "../stock/event-date.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { reversalOf } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import type { StockMovement } from "./declarations.ts";
import { movementsOf, saleSource } from "./sell-linked.ts";

export type ReturnedLine = {
  line_id: string;
  units: number;
  /** The part of the line's cost that the refund takes back (REF-1); absent: the entry's own share. */
  cost: number | null;
};

type Returning = { return_id: string; sale_id: string; lines: readonly ReturnedLine[] };

const returnSource = (return_id: string) => ({ source_type: "sale_return", source_id: return_id });

export async function returnLinked(
  tx: Tx,
  policy: StockPolicy,
  { return_id, sale_id, lines }: Returning,
): Promise<StockMovement[]> {
  const sold = await loadEntries(tx, saleSource(sale_id), ["consume"]);
  const source = { ...returnSource(return_id), event_date: todayOf(tx) };
  const drafts = lines.map(({ line_id, units: count, cost }) => {
    const original = sold.find(({ line }) => line === line_id);
    // The caller repeats it until the sale has left the stock.
    if (!original) throw fail("request_in_progress", "The goods of this sale have not left the stock yet.");
    const reversal = reversalOf(original, { ...source, quantity: units(count) });
    return cost === null ? reversal : { ...reversal, value: cost };
  });
  return movementsOf(await writeEntries(tx, { policy, drafts, books: null }));
}

/** What came back by this refund or void before. */
export const returnedBefore = async (tx: Tx, return_id: string): Promise<StockMovement[]> =>
  movementsOf(await loadEntries(tx, returnSource(return_id), ["reverse_consume"]));
