/** Values the entries of one command, in their order (9.4). */
import { unitCostOf } from "../../../../shared/micro.ts";
import {
  adjust,
  type Costing,
  issue,
  type NumberedStock,
  noStock,
  receive,
  reverseReceipt,
  type Stock,
  type Valued,
} from "../../costing/rules/costing.ts";
import { stockableId } from "../../costing/rules/stockable.ts";
import type { EventType } from "../../levels/rules/effects.ts";
import type { EntryDraft, Worth } from "./drafts.ts";

/** A draft with the id of its entry. */
export type Identified = EntryDraft & { id: string };

export type Valuation = { value: number; variance: number; unit_cost: number | null; seq: number | null };

type Costed = (stock: Stock, draft: Identified & { worth: number }, costing: Costing) => Valued;

const incoming: Costed = (stock, { id, quantity, worth }, costing) =>
  receive(stock, { entry_id: id, quantity, value: worth }, costing);
const outgoing: Costed = (stock, { quantity }, costing) => issue(stock, quantity, costing);
const takenBack: Costed = (stock, { reverses, quantity, worth }, costing) =>
  reverseReceipt(stock, { entry_id: reverses?.id ?? "", quantity, value: worth }, costing);

/** The costing of entry types. Other entries move no value: they plan, or move goods between sites. */
const costed: Partial<Record<EventType, Costed>> = {
  receive: incoming,
  produce: incoming,
  consume: outgoing,
  dispose: outgoing,
  adjust: (stock, { id, quantity, unit_cost = null }, costing) =>
    adjust(stock, { entry_id: id, quantity, unit_cost }, costing),
  reverse_receive: takenBack,
  reverse_produce: takenBack,
  reverse_consume: incoming,
};

const costingOf = ({ event_type, relieves }: EntryDraft): Costed | undefined =>
  relieves?.in_transit ? undefined : costed[event_type];

/** Whether an entry moves value: only such entries are numbered by stockable, and change its cost. */
export const movesValue = (draft: EntryDraft): boolean => costingOf(draft) !== undefined;

export type Valuations = { valuations: Valuation[]; stocks: Map<string, NumberedStock> };

/** `stocks`: by the id of the stockable; missing ones are empty. */
export function valueEntries(
  drafts: readonly Identified[],
  stocks: ReadonlyMap<string, NumberedStock>,
  costing: Costing,
): Valuations {
  const after = new Map(stocks);
  const worths: Worth[] = [];
  const valuations = drafts.map((draft): Valuation => {
    const value = costingOf(draft);
    if (!value) return { value: 0, variance: 0, unit_cost: null, seq: null };
    const id = stockableId(draft);
    const before = after.get(id) ?? { ...noStock, seq: 0 };
    const worth = typeof draft.value === "function" ? draft.value(worths) : (draft.value ?? 0);
    const made = value(before, { ...draft, worth }, costing);
    const seq = before.seq + 1;
    after.set(id, { state: made.state, layers: made.layers, seq });
    worths.push({ line: draft.line ?? "", event_type: draft.event_type, value: made.value });
    const unit_cost = unitCostOf(made.value, draft.quantity, costing.currency);
    return { value: made.value, variance: made.variance, unit_cost, seq };
  });
  return { valuations, stocks: after };
}
