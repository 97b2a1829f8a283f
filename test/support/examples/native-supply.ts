/** Materials and SKUs, stock, orders that bring goods, and orders that make them. */
import type { Json } from "../backroom.ts";
import { micro } from "../makers.ts";
import type { Say } from "./book.ts";
import { words } from "./native-partners.ts";

type Goods = { beans: string; jars: string; coffee: string; gift: string };
type Sites = { works: string; attic: string; vendor_id: string };

/** Every operation of materials or SKUs; returns two that stay. */
async function things(
  say: Say,
  [one, many]: readonly [string, string],
  type_id: string,
  codes: readonly [string, string],
): Promise<[string, string]> {
  const made = async (code: string): Promise<string> =>
    (await say(`create${one}`, {}, { code, name: code, type_id })).id;
  const [first, second] = [await made(codes[0]), await made(codes[1])];
  await say(`list${many}`, { limit: 10 });
  await say(`get${one}`, { id: first });
  await say(`update${one}`, { id: first }, { notes: "Keep dry" });
  await say(`delete${one}`, { id: second });
  await say(`restore${one}`, { id: second });
  const code = `${codes[0]} B`;
  await say(`import${many}`, {}, { rows: [{ code, name: code, type_id }] });
  return [first, second];
}

async function goods(say: Say): Promise<Goods> {
  const material = await words(say, "MaterialType", "MaterialTypes", ["Ingredients", "Labels"]);
  const sku = await words(say, "SkuType", "SkuTypes", ["Coffee", "Sets"]);
  const [beans, jars] = await things(say, ["Material", "Materials"], material, ["BEANS", "JAR"]);
  const [coffee, gift] = await things(say, ["Sku", "Skus"], sku, ["COFFEE-250", "GIFT"]);
  const part = (thing: object, quantity: number) => ({ ...thing, quantity: micro(quantity) });
  const items = [
    { ...part({ material_id: beans }, 0.25), scrap_ppm: 20_000 },
    part({ material_id: jars }, 1),
  ];
  await say("createBom", {}, { output_sku_id: coffee, items });
  const { id } = await say("createBom", {}, { output_sku_id: gift, items: [part({ sku_id: coffee }, 3)] });
  await say("listBoms", { search: "coffee" });
  await say("getBom", { id });
  await say("replaceBom", { id }, { items: [part({ sku_id: coffee }, 2)] });
  await say("explodeBom", { id, quantity: micro(10), levels: "all" });
  await say("deleteBom", { id });
  return { beans, jars, coffee, gift };
}

async function stock(say: Say, { coffee }: Goods, { works, attic }: Sites): Promise<void> {
  const here = { sku_id: coffee, location_id: works };
  const found = await say("adjustStock", {}, { ...here, quantity: micro(30), unit_cost: micro(1.4) });
  await say("disposeStock", {}, { ...here, quantity: micro(2), reason: "broken" });
  const counted = { location_id: works, lines: [{ sku_id: coffee, quantity: micro(27) }] };
  await say("countStock", {}, counted);
  const { data } = await say("listStockLevels", { sku_id: coffee });
  await say("getStockLevel", { id: data[0].id });
  await say("listStockEntries", { sku_id: coffee, sort: "-event_date" });
  await say("getStockEntry", { id: found.id });
  await say("exportStockEntries", { sku_id: coffee });
  await say("listCostStates", { limit: 10 });
  await say("getCostState", { id: coffee });
  const sent = { sku_id: coffee, source_location_id: works, destination_location_id: attic };
  const first = await say("startTransfer", {}, { ...sent, quantity: micro(5) });
  const second = await say("startTransfer", {}, { ...sent, quantity: micro(1) });
  await say("listTransfers", { status: "in_transit" });
  await say("getTransfer", { id: first.id });
  await say("completeTransfer", { id: first.id }, { received_quantity: micro(4) });
  await say("cancelTransfer", { id: second.id }, {});
  const rule = await say("createReorderRule", {}, { ...here, reorder_point: micro(20) });
  await say("listReorderRules", { limit: 10 });
  await say("getReorderRule", { id: rule.id });
  await say("updateReorderRule", { id: rule.id }, { reorder_quantity: micro(50) });
  await say("deleteReorderRule", { id: rule.id });
}

async function buying(say: Say, { beans, jars }: Goods, { works, vendor_id }: Sites): Promise<void> {
  const order = { vendor_id, target_type: "materials", ship_to_location_id: works, shipping_costs: 2000 };
  const lines = [
    { material_id: beans, quantity: micro(60), unit_cost: micro(3) },
    { material_id: jars, quantity: micro(240), unit_cost: micro(0.4) },
  ];
  const made = await say("createPurchaseOrder", {}, { ...order, status: "placed", lines });
  const { id } = made;
  const plan = await say("createPurchaseOrder", {}, { ...order, lines: lines.slice(0, 1) });
  await say("importPurchaseOrders", {}, { rows: [{ ...order, lines }] });
  await say("listPurchaseOrders", { status: "placed" });
  await say("getPurchaseOrder", { id });
  await say("getPurchaseOrderPdf", { id });
  const wider = await say("addPurchaseOrderLine", { id: plan.id }, lines[1]);
  await say("updatePurchaseOrderLine", { id: wider.lines[1].id }, { quantity: micro(20) });
  await say("deletePurchaseOrderLine", { id: wider.lines[1].id });
  await say("listPurchaseOrderLines", { vendor_id });
  await say("updatePurchaseOrder", { id: plan.id }, { notes: "For spring" });
  await say("deletePurchaseOrder", { id: plan.id });
  const [beanLine] = made.lines;
  const arrived = (quantity: number) => ({
    lines: [{ order_line_id: beanLine.id, quantity: micro(quantity) }],
  });
  const { receipt } = await say("receivePurchaseOrder", { id }, arrived(20));
  await say("listGoodsReceipts", { order_id: id });
  await say("getGoodsReceipt", { id: receipt.id });
  await say("updateGoodsReceipt", { id: receipt.id }, { receipt_date: "2001-03-01" });
  await say("reverseGoodsReceipt", { id: receipt.id });
  await say("updatePurchaseOrder", { id }, { status: "received" });
  const freight = { amount: 1200, notes: "Freight from the port" };
  const { landed_cost } = await say("recordLandedCost", { id }, freight);
  await say("listLandedCosts", { order_id: id });
  await say("getLandedCost", { id: landed_cost.id });
  await say("reverseLandedCost", { id: landed_cost.id });
  await bills(say, made);
}

async function bills(say: Say, order: Json): Promise<void> {
  const bill = (number: string, line: number, quantity: number, unit_cost: number) =>
    say(
      "createVendorBill",
      {},
      {
        ...{ number, order_id: order.id },
        lines: [
          { order_line_id: order.lines[line].id, quantity: micro(quantity), unit_cost: micro(unit_cost) },
        ],
      },
    );
  const dear = await bill("R-100", 0, 30, 3.5);
  await say("listVendorBills", { order_id: order.id });
  await say("getVendorBill", { id: dear.id });
  await say("matchVendorBill", { id: dear.id });
  await say("approveVendorBill", { id: dear.id });
  await say("payVendorBill", { id: dear.id });
  const wrong = await bill("R-101", 1, 240, 0.4);
  await say("cancelVendorBill", { id: wrong.id });
}

async function making(say: Say, { coffee, gift }: Goods, { works }: Sites): Promise<void> {
  const order = { kind: "production", location_id: works };
  const outputs = [{ sku_id: coffee, quantity: micro(100), cost_per: 35 }];
  const made = await say("createMakeOrder", {}, { ...order, status: "placed", outputs });
  const { id } = made;
  const draft = await say("createMakeOrder", {}, { ...order, kind: "work", outputs });
  await say("importMakeOrders", {}, { rows: [{ ...order, outputs }] });
  await say("listMakeOrders", { kind: "production" });
  await say("getMakeOrder", { id });
  const wider = await say("addMakeOrderOutput", { id: draft.id }, { sku_id: gift, quantity: micro(5) });
  await say("updateMakeOrderOutput", { id: wider.outputs[1].id }, { quantity: micro(6) });
  await say("deleteMakeOrderOutput", { id: wider.outputs[1].id });
  await say("updateMakeOrder", { id: draft.id }, { notes: "For spring" });
  await say("deleteMakeOrder", { id: draft.id });
  await say("allocateMakeOrder", { id });
  const some = { lines: [{ output_id: made.outputs[0].id, quantity: micro(40) }] };
  const { receipt } = await say("receiveMakeOrder", { id }, some);
  await say("listMakeReceipts", { order_id: id });
  await say("getMakeReceipt", { id: receipt.id });
  await say("updateMakeReceipt", { id: receipt.id }, { receipt_date: "2001-03-02" });
  await say("reverseMakeReceipt", { id: receipt.id });
  await say("updateMakeOrder", { id }, { status: "received" });
  await say("getStockSummary", { pool: "finished_goods" });
  await say("listStockSuggestions", {});
  await say("getStockPromise", { sku_id: coffee, quantity: micro(10) });
  await say("getStockRequirements", { sku_id: coffee, quantity: micro(50) });
}

/** Stock that is costed first-in-first-out. */
async function layers(say: Say, { beans }: Goods, { works }: Sites): Promise<void> {
  const { data } = await say("listOrganizations");
  const { id } = data[0];
  await say("updateOrganization", { id }, { costing_method: "fifo" });
  await say("adjustStock", {}, { material_id: beans, location_id: works, quantity: micro(1) });
  const found = await say("listCostLayers", { sort: "seq" });
  await say("getCostLayer", { id: found.data[0].id });
  await say("updateOrganization", { id }, { costing_method: "moving_average" });
}

export async function supply(say: Say): Promise<void> {
  const all = await goods(say);
  const site = async (name: string): Promise<string> =>
    (await say("createLocation", {}, { name, kind: "site" })).id;
  const { id: vendor_id } = await say("createVendor", {}, { name: "Bean Traders" });
  const sites = { works: await site("Works"), attic: await site("Attic"), vendor_id };
  await stock(say, all, sites);
  await buying(say, all, sites);
  await making(say, all, sites);
  await layers(say, all, sites);
}
