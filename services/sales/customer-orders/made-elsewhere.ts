import { fail, isFailure } from "../../../shared/errors.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";

/** Sales orders are the root business unit's and about all stores (MRC-ONE-6, PRM-4). */
export const seesSalesOrders = ({ store_ids, business_unit_ids }: Meta): boolean =>
  !store_ids && (!business_unit_ids || business_unit_ids.includes(null));

/** What `find` answers; where it finds nothing because the filter names a sales order, a refusal that says so (MRC-ONE-4). */
export async function orMadeElsewhere<T>(
  reader: Pick<Reader, "find" | "meta">,
  filter: MongoFilter,
  find: () => Promise<T>,
): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!isFailure(error) || error.type !== "not_found" || !seesSalesOrders(reader.meta)) throw error;
    const [order] = await reader.find(salesOrder, { ...filter, deleted_at: null }, { limit: 1 });
    if (!order) throw error;
    throw fail("locked", "This order was made as a sales order of the wholesale side: change it there.");
  }
}
