/** What clients of the real service ask to see in the place of ids and beside what is always shown (API-6, 21.3–21.5). */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { oneColor, uploadPicture } from "../../support/pictures.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let store: Json;
let spot: Json;
let customer: Json;
let account: Json;
let coat: Json;
let sale: Json;
let register: Json;
const speakers: Record<string, Wire> = {};

beforeAll(async () => {
  backroom = await startBackroom();
  const { ok } = backroom.owner;
  const base = `${backroom.url}/consigncloud/api/v1`;
  for (const profile of ["documented", "real"]) {
    const { key } = await ok.post("/api-keys", { name: profile, access: "read_write", profile });
    speakers[profile] = wireTo(base, key);
  }
  store = await ok.post("/stores", { name: "Main", timezone: "Europe/Oslo" });
  spot = await ok.post("/locations", { name: "Window", store_id: store.id });
  register = await ok.post("/registers", { name: "Front", store_id: store.id });
  const fee = { name: "Rack", amount: 1500, cycle: "monthly", day_of_month: 1 };
  const vendor = { first_name: "Ada", is_vendor: true, location_ids: [spot.id], recurring_fees: [fee] };
  account = await speakers.real!.ok("POST", "/accounts", { first_name: "Bob" });
  await ok.patch(`/accounts/${account.id}`, vendor);
  customer = await ok.post("/accounts", {
    ...{ first_name: "Eva", last_name: "Lind", email: "eva@shop.example", tags: ["vip"], city: "Oslo" },
    ...{ address_line_1: "1 Main Street", region: "NO", zip: "0181", email_notifications_enabled: false },
  });
  coat = await ok.post("/items", { title: "Coat", tag_price: 900, inventory_type: "retail" });
  const basket = { store_id: store.id, customer_id: customer.id, register_id: register.id };
  const session = await ok.post("/register-sessions", { register_id: register.id, opening_float: 0 });
  const payments = [{ type: "cash", amount: 900 }];
  sale = await ok.post("/sales/ring-up", { ...basket, lines: [{ item_id: coat.id }], payments });
  expect(sale.register_session_id).toBe(session.id);
});
afterAll(() => backroom?.stop());

describe.each(["documented", "real"])("%s", (profile) => {
  /** The entry as its list and its own address show it: the same. */
  async function both(path: string, id: string, query: string): Promise<Json> {
    const one = await speakers[profile]!.ok("GET", `${path}/${id}?${query}`);
    const { data } = await speakers[profile]!.ok("GET", `${path}?${query}`);
    expect(data.find((each: Json) => each.id === id)).toEqual(one);
    return one;
  }

  test("accounts: who made them, their spots and their fees, as importers ask on every page (21.5)", async () => {
    const query = "expand=created_by&expand=locations&expand=recurring_fees";
    const shown = await both("/accounts", account.id, query);
    expect(shown).toMatchObject({
      created_by: { id: expect.any(String), name: "real", user_type: "api_key" },
      locations: [{ id: spot.id, name: "Window" }],
      recurring_fees: [{ name: "Rack", amount: 1500, cycle: "monthly" }],
    });
    expect((await speakers[profile]!.send("GET", "/accounts?expand=balance")).status).toBe(400);
  });

  const ofCustomer = {
    email_notifications_enabled: false,
    tax_exempt: false,
    address_line_1: "1 Main Street",
    address_line_2: null,
    city: "Oslo",
    state: "NO",
    postal_code: "0181",
    tags: ["vip"],
  };
  test.each(Object.entries(ofCustomer))("a sale's customer with %s (21.4)", async (name, value) => {
    const shown = await both("/sales", sale.id, `expand=customer&include=customer.${name}`);
    const brief = { id: customer.id, number: customer.number, first_name: "Eva", last_name: "Lind" };
    expect(shown.customer).toEqual({ ...brief, company: null, email: "eva@shop.example", [name]: value });
  });

  test("a field of the customer shows the customer, without being told so twice", async () => {
    const shown = await both("/sales", sale.id, "include=customer.tags,customer.city");
    expect(shown.customer).toMatchObject({ id: customer.id, tags: ["vip"], city: "Oslo" });
    expect(shown.customer).not.toHaveProperty("state");
    const plain = await both("/sales", sale.id, "include=memo");
    expect(plain.customer).toBe(customer.id);
  });

  test.each(["customer.balance", "customer.id.x", "location.city", "customer.", ".tags", "tags.customer"])(
    "include=%s is refused (API-6)",
    async (word) => {
      const { status, body } = await speakers[profile]!.send("GET", `/sales?include=${word}`);
      expect(status).toBe(400);
      expect(body.error).toContain("customer.tags");
    },
  );

  const words = ["register", "gift_cards", "register_report", "pending_swipe", "line_item_count", "notes"]
    .concat(["cogs", "memo", "status", "cashier", "refunded_amount", "store_portion", "consignor_portion"])
    .concat(["customer", "location"]);
  test.each(words)("include=%s of a sale (21.4)", async (name) => {
    expect(await both("/sales", sale.id, `include=${name}`)).toHaveProperty(name);
  });

  test("a sale's cashier, register and card waiting to be read as objects (21.4)", async () => {
    const shown = await both("/sales", sale.id, "expand=cashier&expand=register&expand=pending_swipe");
    expect(shown).toMatchObject({
      cashier: { id: sale.cashier_id, name: expect.any(String) },
      register: { id: register.id, name: "Front" },
      pending_swipe: null,
    });
  });

  test("pictures of an item as objects (21.3)", async () => {
    const { ok } = speakers[profile]!;
    expect(await ok("GET", `/items/${coat.id}?expand=images`)).toMatchObject({ images: [] });
    const { url, owner } = backroom;
    const { id: picture, path } = await uploadPicture(
      { url, key: owner.key },
      "/pictures",
      await oneColor("10204a"),
    );
    const given = { title: "Seen", tag_price: 1, inventory_type: "retail", image_ids: [picture] };
    const seen = await owner.ok.post("/items", given);
    const { data } = await ok("GET", "/items?expand=images");
    expect(data.find((each: Json) => each.id === seen.id).images).toEqual([
      { id: picture, url: `${url}/native/api/v1${path}` },
    ]);
  });
});

test("an account beside a sale needs the right to read accounts, as the account by itself does (PRM-2)", async () => {
  const scopes = ["read:sales", "read:item_sales"];
  const { key } = await backroom.owner.ok.post("/api-keys", { name: "Narrow", access: "scopes", scopes });
  const narrow = wireTo(`${backroom.url}/consigncloud/api/v1`, key);
  for (const path of ["/sales", `/sales/${sale.id}`]) {
    const refused = await narrow.send("GET", `${path}?expand=customer`);
    expect([refused.status, refused.body.code]).toEqual([403, "access_denied"]);
    expect(refused.body.details.required_scope).toBe("read:accounts");
    expect((await narrow.send("GET", `${path}?expand=register`)).status).toBe(200);
    expect((await narrow.send("GET", path)).status).toBe(200);
  }
});
