/** A platform with users and products, natively. */
import { randomUUID } from "node:crypto";
import type { Client, Json } from "./backroom.ts";

export type Marketplace = {
  platform: Json;
  user(more?: Json): Promise<string>;
  /** The id of a product of this seller; `price` in major units. */
  product(user_id: string, price: number, more?: Json): Promise<string>;
};

/** The provider takes 2.9 % and 30 minor units per charge. */
export async function marketplaceOf(owner: Client, more: Json = {}): Promise<Marketplace> {
  const platform = await owner.ok.post("/platforms", { name: "Wool", provider: "simulated", ...more });
  const platform_id = platform.id;
  return {
    platform,
    async user(given = {}) {
      const email = `${randomUUID()}@wool.example`;
      return (await owner.ok.post("/marketplace-users", { platform_id, email, ...given })).id;
    },
    async product(user_id, price, given = {}) {
      const own = {
        platform_id,
        user_id,
        name: "Hat",
        base_price: Math.round(price * 10_000),
        quantity: 100,
      };
      return (await owner.ok.post("/products", { ...own, ...given })).id;
    },
  };
}
