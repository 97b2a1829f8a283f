/** What makers do of a day: buy, make, move, count and ship goods in quantity, all of a tenant with the same stock. */
import { micro } from "../support/makers.ts";
import type { Answer } from "./client-log.ts";
import { ask, native, note, noted, type Till } from "./till.ts";

const post = (till: Till, path: string, body: object = {}): Promise<Answer> =>
  ask(till, "POST", native(till) + path, body);

const some = ({ random }: Till): number => 1 + random.below(20);
/** Once in so many times. */
const seldom = ({ random }: Till, times: number): boolean => random.below(times) === 0;

/** Received whole or in part; at times the receipt is reversed. */
async function buy(till: Till): Promise<void> {
  const { vendor, works, beans } = till.tenant.makers;
  const quantity = some(till);
  const order = noted(
    till,
    "purchase",
    await post(till, "/purchase-orders", {
      ...{ vendor_id: vendor, target_type: "materials", status: "placed", ship_to_location_id: works },
      ...{ shipping_costs: till.random.below(500) },
      lines: [{ material_id: beans, quantity: micro(quantity), unit_cost: micro(1 + some(till) / 7) }],
    }),
  );
  if (!order) return;
  const part = seldom(till, 2) ? quantity : Math.ceil(quantity / 2);
  const lines = [{ order_line_id: order.lines[0].id, quantity: micro(part) }];
  const { status, body } = await post(till, `/purchase-orders/${order.id}/receive`, { lines });
  if (status >= 300) return;
  note(till, "goods receipt", body.receipt.id, part);
  if (!seldom(till, 3)) return;
  const reversed = await post(till, `/goods-receipts/${body.receipt.id}/reverse`);
  if (reversed.status < 300) note(till, "goods receipt reversed", body.receipt.id, part);
}

async function make(till: Till): Promise<void> {
  const { works, coffee } = till.tenant.makers;
  const quantity = some(till);
  const order = noted(
    till,
    "make order",
    await post(till, "/make-orders", {
      ...{ kind: "production", status: "placed", location_id: works },
      outputs: [{ sku_id: coffee, quantity: micro(quantity), cost_per: till.random.below(50) }],
    }),
  );
  if (!order) return;
  const part = seldom(till, 2) ? quantity : Math.ceil(quantity / 2);
  const lines = [{ output_id: order.outputs[0].id, quantity: micro(part) }];
  const { status, body } = await post(till, `/make-orders/${order.id}/receive`, { lines });
  if (status >= 300) return;
  note(till, "make receipt", body.receipt.id, part);
  if (!seldom(till, 3)) return;
  const reversed = await post(till, `/make-receipts/${body.receipt.id}/reverse`);
  if (reversed.status < 300) note(till, "make receipt reversed", body.receipt.id, part);
}

/** Some stay on their way. */
async function move(till: Till): Promise<void> {
  const { works, street, coffee } = till.tenant.makers;
  const sites = seldom(till, 3) ? [street, works] : [works, street];
  const [source_location_id, destination_location_id] = sites;
  const made = noted(
    till,
    "transfer",
    await post(till, "/transfers", {
      ...{ sku_id: coffee, quantity: micro(some(till)), source_location_id, destination_location_id },
    }),
  );
  if (!made || seldom(till, 5)) return;
  const [step, state] = seldom(till, 4) ? ["cancel", "cancelled"] : ["complete", "completed"];
  noted(till, `transfer ${state}`, await post(till, `/transfers/${made.id}/${step}`), made.id);
}

async function find(till: Till): Promise<void> {
  const { works, coffee } = till.tenant.makers;
  const quantity = some(till);
  const found = { sku_id: coffee, location_id: works, quantity: micro(quantity), unit_cost: micro(2) };
  const { status, body } = await post(till, "/stock/adjustments", found);
  if (status < 300) note(till, "found", body.id, quantity);
}

async function lose(till: Till): Promise<void> {
  const { works, coffee } = till.tenant.makers;
  const quantity = 1 + till.random.below(3);
  const lost = { sku_id: coffee, location_id: works, quantity: micro(quantity), reason: "broken" };
  const { status, body } = await post(till, "/stock/disposals", lost);
  if (status < 300) note(till, "lost", body.id, quantity);
}

/** Set aside, shipped in one part or two, invoiced. */
async function wholesale(till: Till): Promise<void> {
  const { works, coffee, customer, channel } = till.tenant.makers;
  const quantity = 1 + some(till);
  const order = noted(
    till,
    "order",
    await post(till, "/sales-orders", {
      ...{ business_customer_id: customer, channel_id: channel, status: "entered" },
      ...{ fulfillment_location_id: works },
      lines: [{ sku_id: coffee, quantity, unit_price: 200 + till.random.below(900) }],
    }),
  );
  if (!order) return;
  const at = `/sales-orders/${order.id}`;
  const ship = async (part: number): Promise<void> => {
    const lines = [{ line_id: order.lines[0].id, quantity: part }];
    const { status } = await post(till, `${at}/shipments`, { lines });
    if (status < 300) note(till, "shipped", order.id, part);
  };
  await post(till, `${at}/allocate`);
  const first = 1 + till.random.below(quantity - 1);
  await ship(first);
  if (seldom(till, 3)) return;
  await ship(quantity - first);
  noted(till, "order invoiced", await post(till, `${at}/invoices`), order.id);
}

export const makersDay = [buy, buy, make, make, make, move, move, find, lose, wholesale, wholesale] as const;
