/** Entries of a work or production order at its site: demand, allocations and quantities on order (9.3). */
import type { Tx } from "../../../shared/service/tx.ts";
import { type GivenStockable, stockableId, stockableOf } from "../costing/rules/stockable.ts";
import { availableOf } from "../levels/rules/effects.ts";
import { levelId, stockLevel } from "../levels/stock-level.ts";
import { todayOf } from "../stock/event-date.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { type EntryDraft, reverseLatest } from "../stock/rules/drafts.ts";
import { type MakeOrder, sourceOf } from "./order.ts";
import { allocations, type Input, openInput, openOutput } from "./rules/parts.ts";

/** An order's open quantities, line by line: outputs on order, inputs demanded and allocated. */
type Open = GivenStockable & { id: string; event_type: "order" | "demand" | "allocate"; quantity: number };

const openOf = ({ outputs, inputs }: Pick<MakeOrder, "outputs" | "inputs">): Open[] => [
  ...outputs.map((output) => ({
    ...{ id: output.id, sku_id: output.sku_id, event_type: "order" as const, quantity: openOutput(output) },
  })),
  ...inputs.flatMap((input): Open[] => [
    { ...stockableOf(input), id: input.id, event_type: "demand", quantity: openInput(input) },
    { ...stockableOf(input), id: input.id, event_type: "allocate", quantity: input.allocated },
  ]),
];

const keyOf = ({ id, event_type, ...stockable }: Open): string =>
  `${id} ${event_type} ${stockableId(stockable)}`;

type Parts = Pick<MakeOrder, "outputs" | "inputs">;
export const noParts: Parts = { outputs: [], inputs: [] };

/** The entries that lead from one set of open quantities to another, forward or reversed. */
export async function differenceDrafts(
  tx: Tx,
  order: MakeOrder,
  { before, after }: { before: Parts; after: Parts },
): Promise<EntryDraft[]> {
  const was = new Map(openOf(before).map((each) => [keyOf(each), each]));
  const is = new Map(openOf(after).map((each) => [keyOf(each), each]));
  const changes = [...new Set([...was.keys(), ...is.keys()])].map((key) => ({
    ...(is.get(key) ?? was.get(key)!),
    quantity: (is.get(key)?.quantity ?? 0) - (was.get(key)?.quantity ?? 0),
  }));
  const more = changes.filter(({ quantity }) => quantity > 0);
  const less = changes.filter(({ quantity }) => quantity < 0);
  return [...(await reversals(tx, order, less)), ...more.map((each) => forward(tx, order, each))];
}

const forward = (tx: Tx, order: MakeOrder, { id, event_type, quantity, ...stockable }: Open): EntryDraft => ({
  ...stockableOf(stockable),
  ...sourceOf(order),
  ...{ event_type, quantity, line: id, location_id: order.location_id, event_date: todayOf(tx) },
});

async function reversals(tx: Tx, order: MakeOrder, less: readonly Open[]): Promise<EntryDraft[]> {
  if (less.length === 0) return [];
  const written = await loadEntries(tx, sourceOf(order), ["order", "demand", "allocate"]);
  const source = { ...sourceOf(order), event_date: todayOf(tx) };
  return less.flatMap(({ id, event_type, quantity, ...stockable }) => {
    const own = written.filter(
      (entry) =>
        entry.line === id && entry.event_type === event_type && stockableId(entry) === stockableId(stockable),
    );
    return reverseLatest(own, -quantity, source);
  });
}

/** 9.3: allocates the inputs as far as they are available at the site. */
export async function allocated(tx: Tx, order: MakeOrder): Promise<MakeOrder> {
  const level = (input: Input) => levelId(tx.org.id, stockableOf(input), order.location_id);
  const rows = await tx.find(stockLevel, { _id: { $in: [...new Set(order.inputs.map(level))] } });
  const available = new Map(rows.map((row) => [row.id, availableOf(row)]));
  const made = allocations(order.inputs, available, level);
  const quantities = new Map(made.map(({ input, quantity }) => [input.id, quantity]));
  const inputs = order.inputs.map((input) => ({
    ...input,
    allocated: input.allocated + (quantities.get(input.id) ?? 0),
  }));
  return { ...order, inputs };
}
