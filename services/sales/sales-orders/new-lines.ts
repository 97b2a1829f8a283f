/** Lines as a caller gives them, each with a price (ORD-3). */
import { newId } from "../../../shared/ids.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { OrderLine } from "./order.ts";
import { salesOrder } from "./sales-order.ts";

type GivenLine = { sku_id: string; quantity: number; unit_price?: number | null | undefined };

/** What this customer's latest order said of each SKU, else 0; only of lines that name no price. */
async function latestPrices(
  reader: Reader,
  business_customer_id: string,
  given: readonly GivenLine[],
): Promise<Map<string, number>> {
  const open = [...new Set(given.filter(({ unit_price }) => unit_price == null).map(({ sku_id }) => sku_id))];
  const found = await Promise.all(
    open.map(async (sku_id): Promise<[string, number]> => {
      const [order] = await reader.find(
        salesOrder,
        { business_customer_id, "lines.sku_id": sku_id, deleted_at: null },
        { sort: { created_at: -1, _id: -1 }, limit: 1 },
      );
      return [sku_id, order?.lines.findLast((line) => line.sku_id === sku_id)?.unit_price ?? 0];
    }),
  );
  return new Map(found);
}

export async function newLines(
  reader: Reader,
  business_customer_id: string,
  given: readonly GivenLine[],
): Promise<OrderLine[]> {
  const latest = await latestPrices(reader, business_customer_id, given);
  return given.map(({ sku_id, quantity, unit_price }) => ({
    ...{ id: newId(), sku_id, quantity, unit_price: unit_price ?? latest.get(sku_id) ?? 0 },
    ...{ allocated: 0, shipped: 0, invoiced: 0, cost: 0 },
  }));
}
