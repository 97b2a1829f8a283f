/**
 * The only writer of the stock ledger: writes entries, the resulting counters and costs, and the event for
 * accounts, in the transaction of the fact (STK-1…5, CST-1…7). Entries are never posted again.
 */
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { poolOf, stockableId, stockableOf } from "../costing/rules/stockable.ts";
import { loadStocks, writeStocks } from "../costing/write-costs.ts";
import { nothingRelieved } from "../levels/rules/effects.ts";
import { writeLevels } from "../levels/write-levels.ts";
import { stockValued } from "./declarations.ts";
import type { EntryDraft } from "./rules/drafts.ts";
import { type Identified, movesValue, type Valuation, valueEntries } from "./rules/valuation.ts";
import { stockEntry } from "./stock-entry.ts";

export type StockEntry = Entity<typeof stockEntry>;

/** The document of the entries, with further data for accounts. */
export type Books = {
  document: { kind: string; id: string; version: number };
  /** The fact of the journal, if a document has several (LED-3); by default the entries' source. */
  fact?: { source_type: string; source_id: string };
  conversion_cost?: number;
  vendor_id?: string | null;
};

/** `books`: null if the caller's own journals post the value. */
type Writing = { policy: StockPolicy; drafts: readonly EntryDraft[]; books: Books | null };

/**
 * Writes entries of one document, all or none. Refuses them if a level would violate a bound (409
 * `insufficient_stock`).
 */
export async function writeEntries(tx: Tx, { policy, drafts: given, books }: Writing): Promise<StockEntry[]> {
  const drafts = given.map((draft) => ({ ...draft, id: newId() }));
  if (drafts.length === 0) return [];
  await writeLevels(tx, policy, drafts);
  const valuations = await valued(tx, policy, drafts);
  await noteReversals(tx, drafts);
  const rows: Record<string, unknown>[] = [];
  for (const [i, draft] of drafts.entries()) rows.push(await rowOf(tx, draft, valuations[i]!));
  const entries = await tx.insertMany(stockEntry, rows);
  if (books) tellBooks(tx, drafts, valuations, books);
  return entries;
}

async function valued(tx: Tx, policy: StockPolicy, drafts: readonly Identified[]): Promise<Valuation[]> {
  const stockables = drafts.filter(movesValue);
  const before = await loadStocks(tx, policy, [...new Set(stockables.map(stockableId))]);
  const costing = { method: policy.costing_method, currency: tx.org.currency };
  const { valuations, stocks } = valueEntries(drafts, before, costing);
  await writeStocks(tx, policy, { stockables, before, after: stocks });
  return valuations;
}

/** STK-3, INV-17: limits the reversals of an entry to its full quantity. */
async function noteReversals(tx: Tx, drafts: readonly Identified[]): Promise<void> {
  const writes = drafts.flatMap(({ reverses, quantity }) =>
    reverses
      ? [
          {
            id: reverses.id,
            where: { reversed: { $lte: reverses.quantity - quantity } },
            update: { $inc: { reversed: quantity } },
          },
        ]
      : [],
  );
  if (writes.length && (await tx.updateMany(stockEntry, writes)) < writes.length)
    throw fail("conflict", "This entry has been reversed already.");
}

async function rowOf(tx: Tx, draft: Identified, valuation: Valuation): Promise<Record<string, unknown>> {
  const { value: _value, unit_cost: _unit_cost, reverses, relieves, ...rest } = draft;
  const { location_id, to_location_id = null } = draft;
  return {
    ...rest,
    ...valuation,
    code: `SE-${padded(await tx.number("stock_entry"))}`,
    relieves: { ...nothingRelieved, ...relieves },
    location_ids: [location_id, ...(to_location_id ? [to_location_id] : [])],
    line: draft.line ?? "",
    part: draft.part ?? 0,
    reverses_id: reverses?.id ?? null,
  };
}

/** One event for all entries, because the journal of a document is one fact (LED-3). */
function tellBooks(
  tx: Tx,
  drafts: readonly Identified[],
  valuations: readonly Valuation[],
  { document, fact, conversion_cost = 0, vendor_id = null }: Books,
): void {
  const movements = drafts.flatMap((draft, i) => {
    const { value, variance } = valuations[i]!;
    if (value === 0 && variance === 0) return [];
    const { id: entry_id, event_type } = draft;
    return [{ entry_id, ...stockableOf(draft), pool: poolOf(draft), event_type, value, variance }];
  });
  if (movements.length === 0 && conversion_cost === 0) return;
  const { ref = null, event_date, ...source } = drafts[0]!;
  const { source_type, source_id } = fact ?? source;
  const { currency } = tx.org;
  const books = { source_type, source_id, ref, event_date, currency, conversion_cost, vendor_id };
  tx.emit(stockValued, document, { ...books, movements });
}
