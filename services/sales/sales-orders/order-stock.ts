/** The stock that an order needs: a function of the order alone, so that inventory receives all of it. */
import { isDeepStrictEqual } from "node:util";
import { units } from "../../../shared/micro.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import type { settleOrderStock } from "../../inventory/public.ts";
import type { Order } from "./order.ts";
import { demands } from "./rules/status.ts";

export type Wanted = Pick<InputOf<typeof settleOrderStock>, "location_id" | "lines">;

export const noStock: Wanted = { location_id: null, lines: [] };

/** Quantities of a SKU are whole; inventory counts in millionths. */
export function wantedBy(order: Order | null): Wanted {
  if (!order || order.historical || order.deleted_at || !order.fulfillment_location_id) return noStock;
  if (!demands(order.status)) return noStock;
  return {
    location_id: order.fulfillment_location_id,
    lines: order.lines.map(({ id, sku_id, quantity, allocated, shipped }) => ({
      line_id: id,
      sku_id,
      demand: units(quantity),
      allocated: units(allocated),
      shipped: units(shipped),
    })),
  };
}

export const wantsSame = (one: Order | null, other: Order): boolean =>
  isDeepStrictEqual(wantedBy(one), wantedBy(other));
