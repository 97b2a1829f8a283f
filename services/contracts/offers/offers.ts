/** What products offer to contracts and carts: their seller, and the price of today in the currency's minor units (CON-16). */
import { exponentOf, rnd, sum } from "../../../shared/money.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { productShort, type Variant, variant } from "../../catalog/public.ts";

export type Offer = {
  product_id: string;
  platform_id: string | null;
  /** The product's owner; null for goods of an organization without a platform. */
  seller_user_id: string | null;
  name: string;
  unit_price: number;
  currency: string;
  is_deleted: boolean;
  is_buyable: boolean;
  /** What can be bought of it; 0 unless it is in stock. */
  available: number;
};

/** Decimals of a price in the catalog. */
const PRICE_PLACES = 4;

const inMinorUnits = (price: number, currency: string): number =>
  rnd(price, 10 ** (PRICE_PLACES - exponentOf(currency)));

const offerOf = (row: Variant): Offer => ({
  product_id: row.id,
  platform_id: row.platform_id,
  seller_user_id: row.user_id,
  name: row.shown?.name ?? "",
  unit_price: inMinorUnits(row.effective_price ?? 0, row.currency),
  currency: row.currency,
  is_deleted: Boolean(row.deleted_at),
  is_buyable: row.is_buyable,
  available: row.is_available ? row.quantity : 0,
});

/** The offers by product id; ids of no product are left out. */
export async function offersOf(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, Offer>> {
  const wanted = [...new Set(ids)];
  const rows = wanted.length ? await call(variant.actions.many, { ids: wanted }) : [];
  return new Map(rows.map((row) => [row.id, offerOf(row)]));
}

/** A product of the platform that is not deleted. */
export function requireOffer(
  offer: Offer | null | undefined,
  platform_id: string | null,
  pointer: string,
): asserts offer is Offer {
  if (!offer || offer.is_deleted || offer.platform_id !== platform_id)
    throw referenceNotFound([{ pointer, what: "product" }]);
}

type Wanted = { product_id?: string | null; name: string; quantity: number };

/** CON-16: refuses more of a product than there is, all items of it together. */
export function requireStock(items: readonly Wanted[], offers: ReadonlyMap<string, Offer>): void {
  for (const [product_id, same] of Map.groupBy(items, (each) => each.product_id ?? null)) {
    if (product_id === null) continue;
    const asked = sum(same.map(({ quantity }) => quantity));
    const available = offers.get(product_id)?.available ?? 0;
    if (asked > available) throw productShort({ product_id, name: same[0]!.name, asked, available });
  }
}
