/** What a tenant's makers work with: two sites, beans, and coffee of one unit of beans each. */
import type { Client } from "../support/backroom.ts";
import { micro, openWorkshop } from "../support/makers.ts";

export type MakersWorld = {
  vendor: string;
  customer: string;
  channel: string;
  works: string;
  street: string;
  beans: string;
  coffee: string;
};

/** Beans enough to begin with. */
export const FOUND = 1000;

export async function openMakersWorld(owner: Client): Promise<MakersWorld> {
  const shop = await openWorkshop(owner);
  const [vendor, works, street, beans, coffee, type, channel] = await Promise.all([
    shop.vendor("Farm"),
    shop.site("Works"),
    shop.site("Fair"),
    shop.material("Beans"),
    shop.sku("Coffee"),
    owner.ok.post("/customer-types", { name: "Grocer" }),
    owner.ok.post("/order-channels", { name: "Fair" }),
  ]);
  await shop.bom(coffee, [{ material_id: beans, quantity: micro(1) }]);
  const found = { material_id: beans, location_id: works, quantity: micro(FOUND), unit_cost: micro(1.37) };
  await owner.ok.post("/stock/adjustments", found);
  const customer = await owner.ok.post("/business-customers", { name: "Grocers", type_id: type.id });
  return { vendor, customer: customer.id, channel: channel.id, works, street, beans, coffee };
}
