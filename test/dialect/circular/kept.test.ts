/** What Circular's clients write is kept, shown and told in order, or named as left aside (D41). */
import { type Backroom, type Client, startBackroom } from "../../support/backroom.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let owner: Client;
let circular: Wire;
let seller: string;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  circular = wireTo(`${backroom.url}/circular/api/${slug}`, owner.key);
  seller = (await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id;
  await owner.ok.post("/balance-entries", { account_id: seller, amount: 10_000, memo: "Opening" });
});
afterAll(() => backroom?.stop());

test("TRM-2: a fee's other value is kept beside the one that counts", async () => {
  const store = await owner.ok.post("/stores", { name: "One" });
  const fee = { handling_fee_type: "percentage", handling_fee_percentage: 10, handling_fee_fixed: 2.5 };
  const product = await circular.ok("POST", "/products", {
    price: 100,
    store_id: store.id,
    seller_id: seller,
    ...fee,
  });
  expect(product).toMatchObject(fee);
  const turned = { ...fee, handling_fee_type: "fixed" };
  expect(
    await circular.ok("PATCH", "/products", { id: product.id, handling_fee_type: "fixed" }),
  ).toMatchObject(turned);
  await circular.ok("PATCH", "/products", { id: product.id, status: "sold", ...fee });
  const [line] = (await owner.ok.get(`/sale-lines?item_id=${product.id}`)).data;
  expect(line.handling_fee).toBe(1000);
});

test("a remittance's moment of request is told once: another is left aside and named", async () => {
  const requested_at = "2026-01-05T10:00:00.000Z";
  const made = await circular.ok("POST", "/seller-remittances", {
    seller_id: seller,
    amount: 10,
    requested_at,
  });
  for (const sent of [
    { id: made.id, requested_at: "2026-02-01T00:00:00.000Z" },
    [{ id: made.id, requested_at: "2026-02-01T00:00:00.000Z" }],
  ]) {
    const said = await circular.send("PATCH", "/seller-remittances", sent);
    expect([said.status, [said.body].flat()[0].requested_at]).toEqual([200, requested_at]);
    expect(said.headers.get("backroom-ignored-fields")).toBe("requested_at");
  }
});

test("STM-3: nothing is completed before it was requested", async () => {
  const given = { seller_id: seller, amount: 10, approved: true, completed: true };
  const early = {
    ...given,
    requested_at: "2026-02-01T00:00:00.000Z",
    completed_at: "2026-01-01T00:00:00.000Z",
  };
  const refused = await circular.send("POST", "/seller-remittances", early);
  expect([refused.status, refused.body.details[0].field]).toEqual([400, "completed_at"]);
  const past = await circular.ok("POST", "/seller-remittances", {
    ...given,
    completed_at: "2026-01-01T00:00:00.000Z",
  });
  expect(past).toMatchObject({ requested_at: past.completed_at });
  const open = await circular.ok("POST", "/seller-remittances", { seller_id: seller, amount: 10 });
  const change = { id: open.id, approved: true, completed: true, completed_at: "2026-01-01T00:00:00.000Z" };
  const late = await circular.send("PATCH", "/seller-remittances", change);
  expect([late.status, late.body.details[0].field]).toEqual([400, "completed_at"]);
});
