/** A cart's view, with today's offers of its products (CAR-2). */
import type { Call } from "../../../shared/service/reference.ts";
import { type Offer, offersOf } from "../offers/offers.ts";
import { type Cart, cartIdOf } from "./cart.ts";

export type CartUser = { user_id: string; platform_id: string };
export type Offers = ReadonlyMap<string, Offer>;

export const offersIn = (call: Call, row: Cart | null, also: readonly string[] = []): Promise<Offers> =>
  offersOf(call, [...(row?.items ?? []).map(({ product_id }) => product_id), ...also]);

export function shownCart(row: Cart | null, { user_id, platform_id }: CartUser, offers: Offers) {
  const items = (row?.items ?? []).map((item) => {
    const offer = offers.get(item.product_id);
    return {
      ...item,
      name: offer?.name ?? "",
      unit_price: offer?.unit_price ?? 0,
      currency: offer?.currency ?? "",
      available: offer?.is_buyable ?? false,
    };
  });
  return { id: row?.id ?? cartIdOf(user_id), platform_id, user_id, items };
}
