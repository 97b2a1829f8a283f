/**
 * A request that makes several writes is done whole or leaves nothing behind (BLK-1, INV-23): every change of products ×
 * everything that its parts can be refused for × alone and in a list × with an idempotency key and without.
 */
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../../support/backroom.ts";
import { type Everything, everythingIn } from "../../support/everything.ts";
import { unlike } from "../../support/state.ts";
import { breachesIn } from "../../support/verified.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let owner: Client & { organization_id: string };
let circular: Wire;
let everything: Everything;
let store: string;
let other: Json;
let seller: string;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Vintage", { currency: "EUR", timezone: "UTC" });
  everything = await everythingIn(backroom);
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  circular = wireTo(`${backroom.url}/circular/api/${slug}`, owner.key);
  store = (await owner.ok.post("/stores", { name: "One", timezone: "UTC" })).id;
  const second = await owner.ok.post("/stores", { name: "Two", timezone: "UTC" });
  other = (await owner.ok.get(`/locations?store_id=${second.id}&kind=spot`)).data[0];
  seller = (await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id;
});
afterAll(async () => {
  await everything?.close();
  await backroom?.stop();
});

const fresh = (more: object = {}) => ({
  name: "Coat",
  price: 100,
  store_id: store,
  seller_id: seller,
  consignment_split: 0.5,
  ...more,
});
const product = async (more: object = {}): Promise<string> =>
  (await circular.ok("POST", "/products", fresh(more))).id;
const sold = () => product({ status: "sold" });

async function held(): Promise<string> {
  const id = await product();
  const sale = await owner.ok.post("/sales", { store_id: store, lines: [{ item_id: id }] });
  await owner.ok.post(`/sales/${sale.id}/park`, {});
  return id;
}

async function soldAtTill(): Promise<string> {
  const id = await product();
  const payments = [{ type: "cash", amount: 10_000 }];
  await owner.ok.post("/sales/ring-up", { store_id: store, lines: [{ item_id: id }], payments });
  return id;
}

type Refusal = [name: string, body: () => Promise<Json>, status: number, field: string | null];

const news = { price: 77.5, consignment_split: 0.25, name: "Coat, silk" };
const selling = async (more: object, made = product) => ({
  id: await made(),
  ...news,
  status: "sold",
  ...more,
});

const changes: Refusal[] = [
  ["sold: a price finer than a cent", () => selling({ price: 1.005 }), 400, "price"],
  ["sold: a split above one", () => selling({ consignment_split: 2 }), 400, "consignment_split"],
  ["sold: a word that nobody knows", () => selling({ brand_slug: "nobody" }), 400, "brand_slug"],
  ["sold: a seller who is not there", () => selling({ seller_id: newId() }), 422, "seller_id"],
  ["sold: no seller", () => selling({ seller_id: null }), 400, "seller_id"],
  ["sold: a store that is not there", () => selling({ store_id: newId() }), 422, "store_id"],
  [
    "sold: a location elsewhere",
    () => selling({ store_id: store, location_id: other.id }),
    422,
    "location_id",
  ],
  [
    "sold: collected before it expires",
    () => selling({ expiring_at: "2099-02-01T00:00:00Z", pick_up_at: "2099-01-01T00:00:00Z" }),
    422,
    "pick_up_at",
  ],
  ["sold: held by a parked sale", () => selling({}, held), 409, "status"],
  ["sold: not for sale", () => selling({}, () => product({ status: "inactive" })), 409, "status"],
  ["sold: lost", () => selling({}, () => product({ status: "lost" })), 409, "status"],
  ["sold already: other terms", () => selling({}, sold), 409, "consignment_split"],
  [
    "back: other terms",
    async () => ({ id: await sold(), status: "active", consignment_split: 0.1 }),
    409,
    "consignment_split",
  ],
  [
    "back: sold at a till",
    async () => ({ id: await soldAtTill(), status: "active", name: "New" }),
    409,
    "status",
  ],
  [
    "back: a seller who is not there",
    async () => ({ id: await sold(), status: "active", seller_id: newId() }),
    422,
    "seller_id",
  ],
  ["parked by hand", async () => ({ id: await product(), status: "parked", ...news }), 409, "status"],
  ["expired by hand", async () => ({ id: await product(), status: "expired", ...news }), 400, "status"],
  [
    "back from where it is not",
    async () => ({ id: await product({ status: "donated" }), status: "inactive", ...news }),
    409,
    "status",
  ],
  [
    "lost with a location elsewhere",
    async () => ({ id: await product(), status: "lost", store_id: store, location_id: other.id }),
    422,
    "location_id",
  ],
];

const creations: Refusal[] = [
  ["parked (C15)", async () => fresh({ status: "parked" }), 400, "status"],
  ["expired", async () => fresh({ status: "expired" }), 400, "status"],
  ["a word of nobody", async () => fresh({ status: "on the moon" }), 400, "status"],
  [
    "sold at a location elsewhere",
    async () => fresh({ status: "sold", location_id: other.id }),
    422,
    "location_id",
  ],
  ["sold by nobody", async () => fresh({ status: "sold", seller_id: newId() }), 422, "seller_id"],
  ["lost in no store", async () => fresh({ status: "lost", store_id: newId() }), 422, "store_id"],
  [
    "sold and collected before it expires",
    async () =>
      fresh({ status: "sold", expiring_at: "2099-02-01T00:00:00Z", pick_up_at: "2099-01-01T00:00:00Z" }),
    422,
    "pick_up_at",
  ],
];

const removals: Refusal[] = [
  ["a sold piece", async () => ({ id: await sold() }), 409, null],
  ["a held piece", async () => ({ id: await held() }), 409, null],
  ["one that is not there", async () => ({ id: newId() }), 404, null],
];

const ways = [
  ["alone", false],
  ["in a list", true],
] as const;

const cases = (
  [
    ["PATCH", changes],
    ["POST", creations],
    ["DELETE", removals],
  ] as const
).flatMap(([method, refusals]) =>
  refusals.flatMap(([name, ...rest]) =>
    ways.map(([way, listed]) => [method, name, way, listed, ...rest] as const),
  ),
);

test.each(cases)(
  "%s %s, %s: refused, and nothing is left",
  async (method, _name, _way, listed, body, status, field) => {
    const beside = {
      PATCH: async () => selling({}),
      POST: async () => fresh({ status: "sold" }),
      DELETE: async () => ({ id: await product() }),
    };
    const wrong = await body();
    const sent = listed ? [await beside[method](), wrong, await beside[method]()] : wrong;
    const before = await everything.of(owner.organization_id);
    for (const key of [null, newId()]) {
      const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
      const [first, again] = [
        await circular.send(method, "/products", sent, headers),
        await circular.send(method, "/products", sent, headers),
      ];
      expect([first.status, first.body]).toEqual([
        status,
        expect.objectContaining({ code: expect.any(String) }),
      ]);
      if (field) expect(first.body.details[0]?.field).toBe(listed ? `1.${field}` : field);
      if (listed && !field) expect(JSON.stringify(first.body)).toContain('"index":1');
      expect({ ...again.body, request_id: "" }).toEqual({ ...first.body, request_id: "" });
    }
    expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  },
);

test("API-7: a version that is not the product's refuses the sale as well", async () => {
  for (const made of [product, sold]) {
    const id = await made();
    const before = await everything.of(owner.organization_id);
    const body = { id, name: "New", status: made === sold ? "active" : "sold" };
    for (const sent of [body, [body]]) {
      const refused = await circular.send("PATCH", "/products", sent, { "if-match": '"99"' });
      expect([refused.status, refused.body.code]).toEqual([412, "precondition_failed"]);
    }
    expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  }
});

test("the books hold after all of it", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});
