/** A shop that is ready to sell; most flows begin with it. */
import type { Client, Json } from "./backroom.ts";

export type Shop = {
  store: string;
  consignor: string;
  /** A consigned piece; the price in minor units. */
  piece(tag_price?: number, more?: object): Promise<string>;
  /** An open sale of these items. */
  open(...items: string[]): Promise<Json>;
};

export async function openShop(
  { ok }: Client,
  options: { split?: number; tax?: boolean } = {},
): Promise<Shop> {
  const store = await ok.post("/stores", { name: "Main Street", timezone: "Europe/Berlin" });
  const consignor = await ok.post("/accounts", {
    first_name: "Ada",
    last_name: "Lind",
    is_vendor: true,
    default_split: options.split ?? 600_000,
  });
  if (options.tax !== false) {
    await ok.post("/taxes", { name: "Sales tax", rate_ppm: 88_750, type: "exclusive", default_on: true });
  }
  let pieces = 0;
  return {
    store: store.id,
    consignor: consignor.id,
    async piece(tag_price = 12_000, more = {}) {
      pieces += 1;
      const body = {
        title: `Coat ${pieces}`,
        tag_price,
        inventory_type: "consignment",
        account_id: consignor.id,
        store_id: store.id,
        ...more,
      };
      return (await ok.post("/items", body)).id;
    },
    open: (...items) =>
      ok.post("/sales", { store_id: store.id, lines: items.map((item_id) => ({ item_id, quantity: 1 })) }),
  };
}
