import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { namedStockable, type Stockable, stockableId } from "../costing/rules/stockable.ts";
import { noCounters } from "../levels/rules/effects.ts";
import { makeOrder } from "../make-orders/make-order.ts";
import { openOutput, shortOf } from "../make-orders/rules/parts.ts";
import { isRunning, makeStatuses } from "../make-orders/rules/status.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { openOf } from "../purchase-orders/rules/lines.ts";
import { isOpen, purchaseStatuses } from "../purchase-orders/rules/status.ts";
import * as declared from "./declarations.ts";
import { loadLevels } from "./load-levels.ts";
import { type Due, promise } from "./rules/promise.ts";

type Asked = { stockable: Stockable; id: string; location_id: string | null };

export const promiseStock = query(
  declared.promiseStock,
  async (reader, { quantity, location_id, ...input }) => {
    const stockable = namedStockable({ ...input, quantity });
    const id = stockableId(stockable);
    const asked = { stockable, id, location_id: location_id ?? null };
    const [levels, bought, made] = await Promise.all([
      loadLevels(reader, [id], location_id),
      purchases(reader, asked),
      makings(reader, asked),
    ]);
    const level = levels.get(id) ?? { ...noCounters, reserved: 0 };
    // Demand beyond that of the orders here has no known date, so it is due at once.
    const known = made.demands.reduce((sum, each) => sum + each.quantity, 0);
    const other = { due: null, quantity: Math.max(0, level.demand - level.allocated - known) };
    const supply = { level, arrivals: [...bought, ...made.arrivals], demands: [...made.demands, other] };
    return promise(supply, quantity, businessDate(nowInstant(), reader.org.timezone));
  },
);

async function purchases(reader: Reader, { stockable, id, location_id }: Asked): Promise<Due[]> {
  const orders = await reader.find(purchaseOrder, {
    [stockable.sku_id ? "lines.sku_id" : "lines.material_id"]: id,
    ...{ status: { $in: purchaseStatuses.filter(isOpen) }, deleted_at: null, historical: false },
    ...(location_id ? { ship_to_location_id: location_id } : {}),
  });
  return orders.flatMap(({ expected_delivery_date: due, lines }) =>
    lines.flatMap((line) => (stockableId(line) === id ? [{ due, quantity: openOf(line) }] : [])),
  );
}

async function makings(
  reader: Reader,
  { stockable, id, location_id }: Asked,
): Promise<{ arrivals: Due[]; demands: Due[] }> {
  const inputs = stockable.sku_id ? "inputs.sku_id" : "inputs.material_id";
  const orders = await reader.find(makeOrder, {
    $or: [{ "outputs.sku_id": id }, { [inputs]: id }],
    ...{ status: { $in: makeStatuses.filter(isRunning) }, deleted_at: null, historical: false },
    ...(location_id ? { location_id } : {}),
  });
  return {
    arrivals: orders.flatMap(({ expected_delivery_date: due, outputs }) =>
      outputs.flatMap((output) => (output.sku_id === id ? [{ due, quantity: openOutput(output) }] : [])),
    ),
    demands: orders.flatMap((order) =>
      order.inputs.flatMap((input) =>
        stockableId(input) === id ? [{ due: order.expected_delivery_date, quantity: shortOf(input) }] : [],
      ),
    ),
  };
}
