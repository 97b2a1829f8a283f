/** Reads the cost states of stockables, and writes them after their entries. */
import { idOf } from "../../../shared/ids.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { costLayer } from "./cost-layer.ts";
import { costState } from "./cost-state.ts";
import type { StockPolicy } from "./policy.ts";
import type { Layer, NumberedStock } from "./rules/costing.ts";
import { type Stockable, stockableId, stockableOf } from "./rules/stockable.ts";

export type Stocks = Map<string, NumberedStock>;

/** A stock that was averaged before has a layer without an entry. */
const layerId = (stockable_id: string, { entry_id }: Layer): string =>
  entry_id || idOf(`cost_layer ${stockable_id}`);

/** Stocks by the id of their stockable; stockables without entries are missing. */
export async function loadStocks(
  reader: Reader,
  { costing_method }: StockPolicy,
  stockable_ids: readonly string[],
): Promise<Stocks> {
  if (stockable_ids.length === 0) return new Map();
  const states = await reader.find(costState, { _id: { $in: stockable_ids } }, { withHidden: true });
  const layered = states.filter(({ method }) => method === "fifo" || costing_method === "fifo");
  const ids = { $in: layered.map(({ id }) => id) };
  const rows = layered.length
    ? await reader.find(
        costLayer,
        { $or: [{ sku_id: ids }, { material_id: ids }], quantity: { $gt: 0 } },
        { sort: { seq: 1 } },
      )
    : [];
  const layers = Map.groupBy(rows, stockableId);
  return new Map(
    states.map(({ id, entry_seq, quantity, value, last_unit_cost }) => [
      id,
      {
        state: { quantity, value, last_unit_cost },
        layers: (layers.get(id) ?? []).map((row) => ({
          entry_id: row.entry_id ?? "",
          quantity: row.quantity,
          value: row.value,
        })),
        seq: entry_seq,
      },
    ]),
  );
}

/** Nobody else wrote them meanwhile: this transaction has read them, so a second writer conflicts here. */
export async function writeStocks(
  tx: Tx,
  { costing_method }: StockPolicy,
  { stockables, before, after }: { stockables: readonly Stockable[]; before: Stocks; after: Stocks },
): Promise<void> {
  const changed = [...new Map(stockables.map((each) => [stockableId(each), stockableOf(each)]))].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  if (changed.length === 0) return;
  await tx.upsertMany(
    costState,
    changed.map(([id, values]) => {
      const { state, seq } = after.get(id)!;
      return { id, values, set: { ...state, method: costing_method, entry_seq: seq } };
    }),
  );
  const layers = changed.flatMap(([id, stockable]) =>
    layerRows(id, stockable, before.get(id)?.layers ?? [], after.get(id)!),
  );
  if (layers.length) await tx.upsertMany(costLayer, layers);
}

function layerRows(id: string, stockable: Stockable, before: readonly Layer[], after: NumberedStock) {
  const was = new Map(before.map((each) => [each.entry_id, each]));
  const is = new Set(after.layers.map(({ entry_id }) => entry_id));
  const changed = after.layers.filter((each) => {
    const old = was.get(each.entry_id);
    return !old || old.quantity !== each.quantity || old.value !== each.value;
  });
  const gone = before
    .filter(({ entry_id }) => !is.has(entry_id))
    .map((each) => ({ ...each, quantity: 0, value: 0 }));
  // New layers follow the old ones in the order of their arrival.
  const last = after.seq - changed.length;
  return [...changed, ...gone].map((layer, i) => ({
    id: layerId(id, layer),
    values: { ...stockable, entry_id: layer.entry_id || null, seq: Math.max(0, last + i + 1) },
    set: { quantity: layer.quantity, value: layer.value },
  }));
}
