/** How the operations on purchase orders are called. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";
import { type Ok, orderTrials } from "./pharus-orders.ts";

export const purchaseStatuses = [
  "Planning",
  "Placed",
  "In Transit",
  "Partial",
  "Received",
  "Paid",
  "Cancelled",
];

const must = (fits: boolean, told: string) => {
  if (!fits) throw new Error(told);
};
const money = (sent: number) => sent.toFixed(4);
const day = (sent: string) => `${sent}T00:00:00.000Z`;

let made = 0;
/** A material with a code of its own. */
export async function newMaterial({ owner, materialType: type_id }: PharusWorld): Promise<string> {
  made += 1;
  return (await owner.ok.post("/materials", { code: `PM${made}`, name: `Beans ${made}`, type_id })).id;
}
export async function newSite({ owner }: PharusWorld): Promise<string> {
  made += 1;
  return (await owner.ok.post("/locations", { name: `Works P${made}`, kind: "site" })).id;
}

export function purchaseTrials(world: () => PharusWorld, ok: Ok): Record<string, () => Trial> {
  const item = async () => ({
    ...{ materialId: await newMaterial(world()), skuId: null, quantity: 12.5, unitCost: 0.0999 },
  });
  const shownItem = ({ quantity, unitCost, ...body }: Json) => ({
    ...body,
    ...(quantity === undefined ? {} : { quantity: money(quantity) }),
    ...(unitCost === undefined ? {} : { unitCost: unitCost.toFixed(6) }),
  });
  const dates = { placedAt: "2031-03-01", shipDate: "2031-03-05", expectedDeliveryDate: "2031-03-09" };
  const costs = { shippingCosts: 20, setupCosts: 0, otherCosts: 3.45, notes: "Ring twice" };
  const order = async () => ({
    ...{ vendorId: world().vendor, targetType: "materials", status: "Planning", ...dates, ...costs },
    ...{ shipToLocationId: await newSite(world()), items: [await item(), await item()] },
  });
  const at = "2031-03-02T10:00:00.000Z";
  const lineOfOrder = async () => {
    const whole = await ok("POST", "/purchase-orders", await order());
    return whole.purchaseOrder.id as string;
  };

  return {
    ...orderTrials(world, ok, {
      ...{ word: "purchase-order", of: "purchaseOrder", statuses: purchaseStatuses, order, item, shownItem },
      native: { orders: "/purchase-orders", receipts: "/goods-receipts" },
      shown: (body) => ({
        ...Object.fromEntries(
          ["shippingCosts", "setupCosts", "otherCosts"].flatMap((name) =>
            name in body ? [[name, money(body[name])]] : [],
          ),
        ),
        ...(body.placedAt ? { placedAt: day(body.placedAt) } : {}),
      }),
      change: {
        ...{ status: "Cancelled", targetType: "materials", ...dates, ...costs, placedAt: "2031-02-28" },
        ...{ planningAt: null, inTransitAt: at, partialAt: at, receivedAt: at, paidAt: at, cancelledAt: at },
      },
      itemChange: { quantity: 3, unitCost: 2.5 },
      ready: async ({ purchaseOrder: { id } }) => {
        await ok("PATCH", `/purchase-orders/${id}`, { status: "Placed" });
      },
    }),
    "GET /purchase-orders/{id}/items": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: await lineOfOrder() } }),
      proof: async ({ params }, { data }) =>
        must(data.length === 2 && data[0].purchaseOrderId === params!.id, JSON.stringify(data)),
    }),
    "GET /purchase-order-items": () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => {
        await lineOfOrder();
        return {};
      },
      async proof(_asked, { data }) {
        const [{ purchaseOrderId, id, materialId }] = data;
        const { items } = await ok("GET", `/purchase-orders/${purchaseOrderId}`);
        must(
          items.some((each: Json) => each.id === id),
          "no line of the order",
        );
        const only = await ok("GET", `/purchase-order-items?material=${materialId}&status=Planning`);
        must(
          only.data.every((each: Json) => each.materialId === materialId),
          JSON.stringify(only),
        );
      },
    }),
  };
}
