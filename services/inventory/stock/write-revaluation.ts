/**
 * Changes what received goods cost, without moving them (LND-3): writes the costs and the event for accounts
 * in the transaction of the fact.
 */
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { type Landing, noStock, revalue } from "../costing/rules/costing.ts";
import { poolOf, type Stockable, stockableId, stockableOf } from "../costing/rules/stockable.ts";
import { loadStocks, writeStocks } from "../costing/write-costs.ts";
import { stockValued } from "./declarations.ts";

/** The new cost of one line's goods. */
export type LineLanding = Stockable & Landing & { order_line_id: string };

export type Revalued = Stockable & { order_line_id: string; seq: number; value: number; variance: number };

type Revaluation = {
  policy: StockPolicy;
  landings: readonly LineLanding[];
  /** The document and what accounts need to know of it. */
  fact: { id: string; ref: string; event_date: string; vendor_id: string | null };
};

export async function writeRevaluation(tx: Tx, { policy, landings, fact }: Revaluation): Promise<Revalued[]> {
  const before = await loadStocks(tx, policy, [...new Set(landings.map(stockableId))]);
  const after = new Map(before);
  const costing = { method: policy.costing_method, currency: tx.org.currency };
  const revalued = landings.map((landing): Revalued => {
    const stock = after.get(stockableId(landing)) ?? { ...noStock, seq: 0 };
    const { state, layers, value, variance } = revalue(stock, landing, costing);
    const seq = stock.seq + 1;
    after.set(stockableId(landing), { state, layers, seq });
    return { ...stockableOf(landing), order_line_id: landing.order_line_id, seq, value, variance };
  });
  await writeStocks(tx, policy, { stockables: landings, before, after });
  const { id, ...books } = fact;
  const movements = revalued.map(({ order_line_id: _line, seq: _seq, ...each }) => ({
    ...each,
    ...{ entry_id: null, pool: poolOf(each), event_type: "revalue" as const },
  }));
  tx.emit(
    stockValued,
    { kind: "landed_cost", id, version: 1 },
    {
      ...{ ...books, source_type: "landed_cost", source_id: id, currency: tx.org.currency },
      ...{ conversion_cost: 0, movements },
    },
  );
  return revalued;
}
