/** Settles an order's stock in a transaction. */
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { eventDateOf } from "../stock/event-date.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { type StockEntry, writeEntries } from "../stock/write-entries.ts";
import { settlement, type Wanted } from "./settlement.rules.ts";

type Source = { source_type: string; order_id: string };
const sourceOf = ({ source_type, order_id: source_id }: Source) => ({ source_type, source_id });

/** Reversals too, because entries of one type are numbered. */
const WRITTEN = [
  ...(["demand", "allocate", "consume"] as const),
  ...(["reverse_demand", "reverse_allocate", "reverse_consume"] as const),
];

export type Settling = Wanted &
  Source & {
    ref: string;
    event_date?: string | null | undefined;
    /** The fact of this settlement's journal. */
    fact_id: string;
  };

export async function settle(
  tx: Tx,
  policy: StockPolicy,
  { order_id, source_type, ref, event_date, fact_id, ...wanted }: Settling,
): Promise<void> {
  const source = sourceOf({ source_type, order_id });
  const entries = await loadEntries(tx, source, WRITTEN);
  const drafts = settlement(entries, wanted, { ...source, ref, event_date: eventDateOf(tx, event_date) });
  const books = {
    document: { kind: source_type, id: order_id, version: 1 },
    fact: { source_type: "sales_shipment", source_id: fact_id },
  };
  await writeEntries(tx, { policy, drafts, books });
}

/** The cost of the shipped goods (CST-1…3), by line. */
export async function shippedCosts(tx: Tx, of: Source): Promise<{ line_id: string; cost: number }[]> {
  const entries = await loadEntries(tx, sourceOf(of), ["consume", "reverse_consume"]);
  const costs = new Map<string, number>();
  for (const each of entries) costs.set(each.line, (costs.get(each.line) ?? 0) + signedValue(each));
  return [...costs].map(([line_id, cost]) => ({ line_id, cost }));
}

const signedValue = ({ event_type, value }: StockEntry): number =>
  event_type === "consume" ? value : -value;
