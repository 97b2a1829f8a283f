/** Items of a large shop, put straight into the database. */
import { newId } from "../../shared/ids.ts";

const ids = (count: number) => Array.from({ length: count }, () => newId());

export type Places = ReturnType<typeof placesOf>;

/** The values over which items are distributed. */
export const placesOf = () => ({
  stores: ids(3),
  accounts: ids(60),
  categories: ids(12),
  brands: ids(30),
  spots: ids(6),
});

/** Distributed by primes, so that no two columns correlate. */
const spread = (i: number, prime: number, count: number) => Math.floor((i * prime) / 7) % count;

/** The stored row of the `i`-th item of a large shop. */
export function itemRow(i: number, org_id: string, { stores, accounts, categories, brands, spots }: Places) {
  const sku = String(i).padStart(6, "0");
  const status = (["active", "active", "active", "sold", "inactive"] as const)[spread(i, 13, 5)]!;
  const at = new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
  return {
    _id: newId(),
    org_id,
    sku,
    slug: `coat-${sku}`,
    title: `Coat ${i}`,
    tag_price: 500 + spread(i, 29, 200) * 100,
    currency: "USD",
    inventory_type: i % 3 ? "consignment" : "retail",
    account_id: accounts[spread(i, 17, 60)],
    category_id: categories[spread(i, 19, 12)],
    brand_id: brands[spread(i, 23, 30)],
    store_id: stores[spread(i, 31, 3)],
    location_id: spots[spread(i, 37, 6)],
    quantity: 1,
    status_counts: { [status]: 1 },
    statuses: [status],
    tags: [],
    list_on: [],
    image_ids: [],
    surcharge_ids: [],
    custom_fields: {},
    written_as: {},
    checkout_holds: [],
    in_books: false,
    schedule_start: at.slice(0, 10),
    expires_on: "2099-01-01",
    words: ["coat", String(i)],
    created_at: at,
    updated_at: at,
    version: 1,
    deleted_at: null,
  };
}
