/** How the operations on work orders and production orders are called. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";
import { type Ok, orderTrials } from "./pharus-orders.ts";
import { newMaterial, newSite } from "./pharus-purchasing.ts";

export const makeStatuses = [
  ...["Draft", "Entered", "Placed", "Production", "In Transit"],
  ...["Partial", "Received", "Completed", "Cancelled"],
];

let made = 0;
/** A SKU with a bill of materials of one material. */
export async function madeSku(world: PharusWorld): Promise<{ sku: string; material: string }> {
  const { owner, skuType: type_id } = world;
  made += 1;
  const [material, { id: sku }] = await Promise.all([
    newMaterial(world),
    owner.ok.post("/skus", { code: `PS${made}`, name: `Coffee ${made}`, type_id }),
  ]);
  const items = [{ material_id: material, quantity: 250_000 }];
  await owner.ok.post("/boms", { output_sku_id: sku, items });
  return { sku, material };
}

const names = {
  work: { site: "workSiteLocationId", shown: "workSiteId", cost: "conversionCost" },
  production: { site: "locationId", shown: "locationId", cost: "productionCost" },
} as const;

export function makingTrials(
  world: () => PharusWorld,
  ok: Ok,
  kind: keyof typeof names,
): Record<string, () => Trial> {
  const { site, shown, cost } = names[kind];
  const of = `${kind}Order`;
  const orders = `/${kind}-orders`;
  const item = async () => ({ skuId: (await madeSku(world())).sku, quantity: 6, [cost]: 0.35 });
  const dates = { expectedDeliveryDate: "2031-03-09", notes: "Roast dark" };
  const order = async () => ({
    ...{ status: "Draft", [site]: await newSite(world()), orderDate: "2031-03-01", ...dates },
    items: [await item(), await item()],
  });
  const at = "2031-03-02T10:00:00.000Z";
  const change = {
    ...{ status: "Cancelled", orderDate: "2031-02-27", placedAt: "2031-02-28", ...dates, draftAt: null },
    ...{ enteredAt: at, productionStartedAt: at, inTransitAt: at, partialAt: at, receivedAt: at },
    ...{ completedAt: at, cancelledAt: at },
  };
  return orderTrials(world, ok, {
    ...{ word: `${kind}-order`, of, statuses: makeStatuses, order, item, change },
    native: { orders: "/make-orders", receipts: "/make-receipts" },
    shown: ({ [site]: where, orderDate, placedAt = orderDate }: Json) => ({
      ...(where ? { [site]: undefined, [shown]: where } : {}),
      ...(placedAt ? { orderDate: undefined, placedAt: `${placedAt}T00:00:00.000Z` } : {}),
    }),
    shownItem: ({ [cost]: price, ...body }: Json) => ({
      ...body,
      ...(price === undefined ? {} : { [cost]: price.toFixed(4) }),
    }),
    itemChange: { quantity: 3, [cost]: 1.5 },
    async ready({ [of]: { id, [shown]: location_id }, inputs }) {
      await Promise.all(
        inputs.map(({ materialId: material_id }: Json) =>
          world().owner.ok.post("/stock/adjustments", {
            ...{ material_id, location_id, quantity: 10_000_000, unit_cost: 3_000_000 },
          }),
        ),
      );
      await ok("PATCH", `${orders}/${id}`, { status: "Entered" });
    },
  });
}
