/** Whom makers deal with: vendors, business customers, and the people there. */
import { linkedContacts } from "../../services/accounts/public.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { metaOf } from "../support/meta.ts";

let backroom: Backroom;
let shop: Client;
let type_id: string;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  type_id = (await shop.ok.post("/customer-types", { name: "Retailer" })).id;
});
afterAll(() => backroom.stop());

const vendor = (name = "Mill", more: object = {}): Promise<Json> =>
  shop.ok.post("/vendors", { name, ...more });
const customer = (name = "Grocer", more: object = {}): Promise<Json> =>
  shop.ok.post("/business-customers", { name, type_id, ...more });
const contact = (first_name = "Ada", more: object = {}): Promise<Json> =>
  shop.ok.post("/contacts", { first_name, ...more });

describe("vendors and business customers", () => {
  test("3.3: both systems' fields are kept, a percentage without a broker too (BRK-1)", async () => {
    const given = {
      term: "Net 30",
      accounting_ref: "Q-7",
      city: "Bremen",
      notes: "Ring twice",
      website: "https://x.example",
    };
    const company = {
      legal_name: "Grocer Ltd",
      industry: "Food",
      status: "lead",
      annual_revenue: 1_000_000,
      broker_fee_ppm: 37_500,
    };
    const { id } = await customer("Grocer", { ...given, ...company });
    expect(await shop.ok.get(`/business-customers/${id}`)).toMatchObject({
      ...given,
      ...company,
      broker_id: null,
      is_active: true,
    });
    const mill = await vendor("Mill", { term: "Net 30" });
    expect(await shop.ok.patch(`/vendors/${mill.id}`, { term: null, is_active: false })).toMatchObject({
      term: null,
      is_active: false,
    });
    expect(
      (await shop.get("/vendors?is_active=false&search=mil")).body.data.map((each: Json) => each.id),
    ).toContain(mill.id);
  });

  test("DEL-6: an inactive or foreign word is no type for a new customer (422)", async () => {
    const off = await shop.ok.post("/customer-types", { name: "Off", is_active: false });
    for (const bad of [off.id, newId()])
      expect(await shop.post("/business-customers", { name: "A", type_id: bad })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/type_id" }] },
      });
  });

  test("DEL-5: a word that customers use stays and says which; unused it goes", async () => {
    const broker = await shop.ok.post("/brokers", { name: "Agent" });
    const ids = [];
    for (let i = 0; i < 6; i++) ids.push((await customer(`C${i}`, { broker_id: broker.id })).id);
    const use = await shop.ok.get(`/brokers/${broker.id}/in-use`);
    expect(use).toMatchObject({ in_use: true, references: { business_customers: { count: 6 } } });
    expect(use.references.business_customers.sample_ids).toHaveLength(5);
    expect(await shop.delete(`/brokers/${broker.id}`)).toMatchObject({
      status: 409,
      body: { code: "in_use", ...use },
    });
    for (const id of ids) await shop.ok.patch(`/business-customers/${id}`, { broker_id: null });
    expect((await shop.delete(`/brokers/${broker.id}`)).body).toEqual({ deleted_id: broker.id });
  });

  test("BRK-1: no customer is below itself, not even by two moves at once (422 customer_cycle)", async () => {
    const [a, b] = [await customer("A"), await customer("B")];
    await shop.ok.patch(`/business-customers/${b.id}`, { parent_id: a.id });
    for (const parent_id of [a.id, b.id])
      expect(await shop.patch(`/business-customers/${a.id}`, { parent_id })).toMatchObject({
        status: 422,
        body: { code: "customer_cycle", errors: [{ pointer: "/parent_id" }] },
      });
    for (let round = 0; round < 5; round++) {
      const [x, y] = [await customer("X"), await customer("Y")];
      const replies = await Promise.all([
        shop.patch(`/business-customers/${x.id}`, { parent_id: y.id }),
        shop.patch(`/business-customers/${y.id}`, { parent_id: x.id }),
      ]);
      expect(replies.map((each) => each.status).sort()).toEqual([200, 422]);
    }
  });

  test("DEL-8: children and contacts keep a customer; without them it is hidden and comes back", async () => {
    const [parent, child] = [await customer("Parent"), await customer("Child")];
    await shop.ok.patch(`/business-customers/${child.id}`, { parent_id: parent.id });
    const person = await contact();
    const link = await shop.ok.post("/contact-links", {
      contact_id: person.id,
      entity_type: "customer",
      entity_id: parent.id,
    });
    expect((await shop.delete(`/business-customers/${parent.id}`)).body).toMatchObject({
      code: "in_use",
      references: {
        business_customers: { count: 1, sample_ids: [child.id] },
        contact_links: { count: 1, sample_ids: [link.id] },
      },
    });
    await shop.ok.patch(`/business-customers/${child.id}`, { parent_id: null });
    expect((await shop.delete(`/contact-links/${link.id}`)).body).toEqual({ deleted_id: link.id });
    expect((await shop.delete(`/business-customers/${parent.id}`)).body.deleted_at).not.toBeNull();
    expect((await shop.delete(`/business-customers/${parent.id}`)).status).toBe(200);
    expect((await shop.ok.post(`/business-customers/${parent.id}/restore`)).deleted_at).toBeNull();
  });
});

describe("contacts", () => {
  test("CTC-1: the display name follows the names until somebody sets it", async () => {
    const { id, display_name } = await contact("Ada", { last_name: "Byron" });
    const change = async (body: object) => (await shop.ok.patch(`/contacts/${id}`, body)).display_name;
    expect(display_name).toBe("Ada Byron");
    expect(await change({ last_name: "Lovelace" })).toBe("Ada Lovelace");
    expect(await change({ display_name: "The Countess" })).toBe("The Countess");
    expect(await change({ first_name: "Augusta" })).toBe("The Countess");
    expect(await change({ display_name: null })).toBe("Augusta Lovelace");
    expect((await shop.post("/contacts", { first_name: " " })).status).toBe(400);
  });

  test("CTC-1: one primary method of a type; the oldest active one follows it", async () => {
    const { id } = await contact();
    const add = (type: string, value: string, more: object = {}) =>
      shop.ok.post(`/contacts/${id}/methods`, { type, value, ...more });
    const [home, work, phone] = [
      await add("email", " ada@home.example "),
      await add("email", "ada@work.example"),
      await add("phone", " 0421 / 1 "),
    ];
    const primaries = async () =>
      (await shop.ok.get(`/contacts/${id}`)).methods
        .filter((each: Json) => each.is_primary)
        .map((each: Json) => each.id);
    expect([home.value, home.is_primary, work.is_primary, phone.is_primary]).toEqual([
      "ada@home.example",
      true,
      false,
      true,
    ]);
    await shop.ok.patch(`/contact-methods/${work.id}`, { is_primary: true });
    expect(await primaries()).toEqual([work.id, phone.id]);
    expect(await shop.ok.get(`/contacts/${id}`)).toMatchObject({
      email: "ada@work.example",
      phone_number: " 0421 / 1 ",
    });
    expect(await shop.ok.patch(`/contact-methods/${work.id}`, { is_active: false })).toMatchObject({
      is_primary: false,
    });
    expect(await primaries()).toEqual([home.id, phone.id]);
    await shop.ok.patch(`/contact-methods/${home.id}`, { is_primary: false });
    expect(await primaries()).toEqual([phone.id]);
    expect((await shop.delete(`/contact-methods/${phone.id}`)).body).toEqual({ deleted_id: phone.id });
    expect((await shop.get(`/contact-methods/${phone.id}`)).status).toBe(404);
    expect(await shop.post(`/contacts/${id}/methods`, { type: "email", value: "nobody" })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/value" }] },
    });
  });

  test("CTC-2: one link per contact and entity, one primary per entity; contacts in their order", async () => {
    const mill = await vendor();
    const [a, b, c] = [await contact("Zoe"), await contact("bea"), await contact("Ann")];
    const link = (contact_id: string, more: object = {}) =>
      shop.post("/contact-links", { contact_id, entity_type: "vendor", entity_id: mill.id, ...more });
    const first = (await link(a.id)).body;
    const second = (await link(b.id)).body;
    await link(c.id);
    expect([first.is_primary, second.is_primary]).toEqual([true, false]);
    expect(await link(a.id)).toMatchObject({
      status: 409,
      body: { code: "conflict", existing: { id: first.id } },
    });
    const meta = await metaOf(backroom, shop);
    const names = async () =>
      (await backroom.process.call(linkedContacts, { entity_type: "vendor", entity_id: mill.id }, meta)).map(
        (each) => each.contact.first_name,
      );
    expect(await names()).toEqual(["Zoe", "Ann", "bea"]);
    await shop.ok.patch(`/contact-links/${first.id}`, { is_active: false });
    expect(await names()).toEqual(["bea", "Ann"]);
    expect(await link(a.id, { role: "Buyer" })).toMatchObject({
      status: 201,
      body: { id: first.id, role: "Buyer", is_active: true, is_primary: false },
    });
    expect(await shop.ok.patch(`/contact-links/${first.id}`, { is_primary: true })).toMatchObject({
      is_primary: true,
    });
    expect((await shop.delete(`/contacts/${a.id}`)).body.deleted_at).not.toBeNull();
    expect(await names()).toEqual(["bea", "Ann"]);
    expect((await shop.get(`/contact-links/${first.id}`)).status).toBe(404);
  });

  test("CTC-2: two who want to be primary at once: one is", async () => {
    const mill = await vendor();
    const people = await Promise.all(["A", "B", "C", "D"].map((name) => contact(name)));
    await Promise.all(
      people.map(({ id }) =>
        shop.ok.post("/contact-links", {
          contact_id: id,
          entity_type: "vendor",
          entity_id: mill.id,
          is_primary: true,
        }),
      ),
    );
    const links = (await shop.ok.get(`/contact-links?entity_id=${mill.id}`)).data;
    expect(links.filter((each: Json) => each.is_primary)).toHaveLength(1);
    expect(links).toHaveLength(4);
  });

  test.each([
    ["a missing one", async () => newId()],
    ["a deleted one", async () => (await shop.delete(`/vendors/${(await vendor()).id}`)).body.id as string],
    ["an inactive one", async () => (await vendor("Off", { is_active: false })).id as string],
    [
      "another organization's",
      async () =>
        (await (await backroom.organization("Other")).ok.post("/vendors", { name: "X" })).id as string,
    ],
  ])("DEL-6: %s is not linked to (422)", async (_what, make) => {
    const { id } = await contact();
    const body = { contact_id: id, entity_type: "vendor", entity_id: await make() };
    expect(await shop.post("/contact-links", body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/entity_id" }] },
    });
  });

  describe("CTC-3: find or create", () => {
    const find = (entity_id: string, more: object = {}) =>
      shop.post("/contacts/find-or-create", {
        first_name: "Max",
        email: "Max@Mill.example",
        entity_type: "vendor",
        entity_id,
        ...more,
      });

    test("makes a contact once and finds it whatever the case; names stay, the role is set", async () => {
      const mill = await vendor();
      const made = (await find(mill.id, { last_name: "Miller" })).body;
      expect(made).toMatchObject({
        created: true,
        contact: { display_name: "Max Miller", email: "Max@Mill.example" },
        method: { type: "email", value: "Max@Mill.example", is_primary: true, contact_id: made.contact.id },
        link: { contact_id: made.contact.id, entity_id: mill.id, role: null, is_primary: true },
      });
      const again = (await find(mill.id, { first_name: "Other", email: "max@MILL.example", role: "Owner" }))
        .body;
      expect(again).toMatchObject({
        created: false,
        contact: { id: made.contact.id, first_name: "Max" },
        link: { id: made.link.id, role: "Owner" },
      });
      const elsewhere = (await find((await vendor()).id)).body;
      expect([elsewhere.created, elsewhere.contact.id]).toEqual([false, made.contact.id]);
    });

    test("of several it takes the one that is linked, else the oldest", async () => {
      const mill = await vendor();
      const address = { type: "email", value: "two@mill.example" };
      const [old, linked] = [await contact("Old"), await contact("Linked")];
      for (const { id } of [old, linked]) await shop.ok.post(`/contacts/${id}/methods`, address);
      await shop.ok.post("/contact-links", {
        contact_id: linked.id,
        entity_type: "vendor",
        entity_id: mill.id,
      });
      expect((await find(mill.id, { email: address.value })).body.contact.id).toBe(linked.id);
      expect((await find((await vendor()).id, { email: address.value })).body.contact.id).toBe(old.id);
    });

    test("eight at once for different vendors make one contact", async () => {
      const mills = await Promise.all([...Array(8)].map(() => vendor()));
      const email = `${newId()}@mill.example`;
      const replies = await Promise.all(mills.map(({ id }) => find(id, { email })));
      expect(new Set(replies.map((each) => each.body.contact.id)).size).toBe(1);
      expect(replies.filter((each) => each.body.created)).toHaveLength(1);
    });
  });
});
