/** Sales orders among the documents of customers: by which word, and by what they are sorted (MRC-ONE-4, MRC-DOC-8). */
import { listOlderOrders } from "../../../services/sales/order-documents/list-older-orders.ts";
import { listedAs } from "../../../services/sales/sales-orders/rules/money.ts";
import type {
  fulfillmentStatuses,
  orderStatuses,
} from "../../../services/sales/sales-orders/rules/status.ts";

type Status = (typeof orderStatuses)[number];
type Fulfillment = (typeof fulfillmentStatuses)[number];
const order = { status: "entered" as Status, fulfillment_status: "pending" as Fulfillment };
const rest = { order_date: "2027-03-09", currency: "USD", lines: [{}, {}], subtotal: 1250 };

test.each<[Status, Fulfillment, string | null]>([
  ["received", "pending", null],
  ["entered", "pending", "confirmed"],
  ["entered", "partial", "in_fulfillment"],
  ["shipped", "fulfilled", "fulfilled"],
  ["invoiced", "partial", "in_fulfillment"],
  ["paid", "fulfilled", "fulfilled"],
  ["completed", "fulfilled", "fulfilled"],
  ["in_dispute", "partial", "on_hold"],
  ["rejected", "pending", "canceled"],
])("MRC-ONE-4: %s and %s is the word %s", (status, fulfillment_status, word) => {
  expect(listedAs({ ...rest, status, fulfillment_status }).status_word).toBe(word);
});

test.each([
  ["USD", 125_000],
  ["JPY", 12_500_000],
  ["KWD", 12_500],
])("an amount in %s is one in ten-thousandths", (currency, grand_gross) => {
  const listed = listedAs({ ...order, ...rest, currency });
  expect(listed).toMatchObject({ grand_gross, line_count: 2, placed_at: "2027-03-09T00:00:00.000Z" });
});

test("an order from before gets the same columns once and for all", async () => {
  const written: unknown[] = [];
  const bulkWrite = async (changes: unknown) => void written.push(changes);
  const rows = [{ _id: "1", org_id: "o", ...order, ...rest }];
  await listOlderOrders.up({ batches: (_of, change) => change({ bulkWrite } as never, rows) });
  const update = { $set: listedAs({ ...order, ...rest }) };
  expect(written).toEqual([[{ updateOne: { filter: { _id: "1" }, update } }]]);
});
