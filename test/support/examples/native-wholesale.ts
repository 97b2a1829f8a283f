/** Wholesale orders: goods in demand, set aside, shipped, taken back and invoiced. */
import type { Say } from "./book.ts";

/** A quantity or a unit cost in millionths. */
const micro = (decimal: number): number => Math.round(decimal * 1_000_000);

async function goods(say: Say): Promise<{ sku_id: string; site: string }> {
  const { id: type_id } = await say("createSkuType", {}, { name: "Jam" });
  const { id: sku_id } = await say("createSku", {}, { code: "PLUM", name: "Plum jam", type_id });
  const { id: site } = await say("createLocation", {}, { name: "Depot", kind: "site" });
  const found = { sku_id, location_id: site, quantity: micro(100), unit_cost: micro(1.7) };
  await say("adjustStock", {}, found);
  const { id } = await say("createProduct", {}, { name: "Plum jam" });
  await say("linkVariant", { id }, { sku_id, location_id: site });
  return { sku_id, site };
}

export async function wholesale(say: Say): Promise<void> {
  const { sku_id, site } = await goods(say);
  const { id: type_id } = await say("createCustomerType", {}, { name: "Delicatessen" });
  const { id: channel_id } = await say("createOrderChannel", {}, { name: "Agent" });
  const { id: business_customer_id } = await say(
    "createBusinessCustomer",
    {},
    { name: "Deli & Co", type_id },
  );
  const whose = { business_customer_id, channel_id };
  const placed = { status: "entered", fulfillment_location_id: site, must_arrive_by: "2026-02-28" };
  const lines = [{ sku_id, quantity: 40, unit_price: 520 }];
  const { id, lines: made } = await say(
    "createSalesOrder",
    {},
    { ...whose, ...placed, lines, freight_costs: 4000 },
  );
  const line_id = made[0].id;
  await say("listSalesOrders", { limit: 10 });
  await say("getSalesOrder", { id });
  await say("updateSalesOrder", { id }, { notes: "Two pallets" });
  const more = await say("addSalesOrderLine", { id }, { sku_id, quantity: 2, unit_price: 500 });
  await say("updateSalesOrderLine", { id: more.lines[1].id }, { quantity: 3 });
  await say("deleteSalesOrderLine", { id: more.lines[1].id });
  await say("allocateSalesOrder", { id }, {});
  await say("shipSalesOrder", { id }, { lines: [{ line_id, quantity: 30 }] });
  await say("returnSalesOrder", { id }, { lines: [{ line_id, quantity: 5 }] });
  await say("invoiceSalesOrder", { id });
  const note = await say("createSalesOrderNote", {}, { sales_order_id: id, body: "The truck was late" });
  await say("listSalesOrderNotes", { sales_order_id: id });
  await say("getSalesOrderNote", { id: note.id });
  await say("deleteSalesOrderNote", { id: note.id });
  await say("importSalesOrders", {}, { rows: [{ ...whose, lines: [{ sku_id, quantity: 5 }] }] });
  const draft = await say("createSalesOrder", {}, whose);
  await say("deleteSalesOrder", { id: draft.id });
}
