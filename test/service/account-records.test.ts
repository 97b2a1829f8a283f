/** An account and its CRM record are one, whoever changes, deletes or restores either (MRC-ONE-1). */
import { accounts } from "../../services/accounts/accounts.service.ts";
import type { Meta } from "../../shared/meta.ts";
import { openDatabase } from "../../shared/service/database.ts";
import { globalOf } from "../../shared/service/global.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Records");
  shop = await openShop(owner);
});
afterAll(async () => {
  expect(await breachesIn(backroom)).toEqual([]);
  await backroom?.stop();
});

const account = (body: Json): Promise<Json> => owner.ok.post("/accounts", body);
const only = async (path: string): Promise<Json> => {
  const { data } = await owner.ok.get(path);
  expect(data).toHaveLength(1);
  return data[0];
};
const personOf = (id: string) => only(`/contacts?account_id=${id}`);
const firmOf = (id: string) => only(`/business-customers?account_id=${id}`);
const accountAt = (id: string): Promise<Json> => owner.ok.get(`/accounts/${id}`);

test("a person is a contact, a company a business customer of the first type", async () => {
  const reached = { email: "ada@mill.example", phone_number: "+1 555 0100" };
  const ada = await account({ first_name: "Ada", last_name: "Lind", company: "Mill", ...reached });
  expect(await personOf(ada.id)).toMatchObject({
    ...{ first_name: "Ada", last_name: "Lind", display_name: "Ada Lind", business_unit_id: null, ...reached },
    methods: [
      { type: "email", is_primary: true },
      { type: "phone", is_primary: true },
    ],
  });
  const mill = await account({ company: "Mill", ...reached });
  const { type_id, ...firm } = await firmOf(mill.id);
  expect(firm).toMatchObject({ name: "Mill", ...reached });
  expect(await owner.ok.get(`/customer-types/${type_id}`)).toMatchObject({ name: "General" });
  // Nothing is found by its address: each account has a record of its own.
  expect((await owner.ok.get("/contacts?email=ada@mill.example")).data).toHaveLength(1);
});

test("names, e-mail and phone flow both ways", async () => {
  const { id } = await account({ first_name: "Bob", last_name: "Frost", email: "bob@frost.example" });
  await owner.ok.patch(`/accounts/${id}`, {
    last_name: "Snow",
    phone_number: "555 1",
    email: "bob@snow.example",
  });
  const bob = await personOf(id);
  expect(bob).toMatchObject({ display_name: "Bob Snow", email: "bob@snow.example", phone_number: "555 1" });
  await owner.ok.patch(`/contacts/${bob.id}`, { first_name: "Rob", email: null });
  expect(await accountAt(id)).toMatchObject({ first_name: "Rob", last_name: "Snow", email: null });
  const method = await owner.ok.post(`/contacts/${bob.id}/methods`, {
    type: "email",
    value: "rob@snow.example",
  });
  expect(await accountAt(id)).toMatchObject({ email: "rob@snow.example" });
  await owner.delete(`/contact-methods/${method.id}`);
  expect(await accountAt(id)).toMatchObject({ email: null, phone_number: "555 1" });
  // What is said once more, or is not shown by both, touches the other one no more.
  const { version } = await accountAt(id);
  await owner.ok.patch(`/contacts/${bob.id}`, { first_name: "Rob", department: "Ice" });
  expect(await accountAt(id)).toMatchObject({ version });
  const seen = (await personOf(id)).version;
  await owner.ok.patch(`/accounts/${id}`, { tags: ["cold"], last_name: "Snow" });
  expect(await personOf(id)).toMatchObject({ version: seen });
});

test("a name that stands for a first name changes where it is; a firm's is the company's", async () => {
  const lind = await account({ last_name: "Lind" });
  const person = await personOf(lind.id);
  expect(person).toMatchObject({ first_name: "Lind", last_name: null });
  await owner.ok.patch(`/contacts/${person.id}`, { first_name: "Lund" });
  expect(await accountAt(lind.id)).toMatchObject({ first_name: null, last_name: "Lund" });
  await owner.ok.patch(`/contacts/${person.id}`, { first_name: "Ada", last_name: "Lund" });
  expect(await accountAt(lind.id)).toMatchObject({ first_name: "Ada", last_name: "Lund" });
  await owner.ok.patch(`/accounts/${lind.id}`, { first_name: null, last_name: null, company: "Lund Ltd" });
  expect(await personOf(lind.id)).toMatchObject({ first_name: "Lund Ltd", last_name: null });
  await owner.ok.patch(`/contacts/${person.id}`, { first_name: "Lund Inc" });
  expect(await accountAt(lind.id)).toMatchObject({ first_name: null, company: "Lund Inc" });

  const mill = await account({ company: "Mill" });
  await owner.ok.patch(`/accounts/${mill.id}`, { company: "Old Mill", email: "old@mill.example" });
  const firm = await firmOf(mill.id);
  expect(firm).toMatchObject({ name: "Old Mill", email: "old@mill.example" });
  await owner.ok.patch(`/business-customers/${firm.id}`, { name: "New Mill", phone_number: "1" });
  expect(await accountAt(mill.id)).toMatchObject({ company: "New Mill", phone_number: "1" });
  await owner.ok.patch(`/accounts/${mill.id}`, { company: null, first_name: "Ada" });
  expect(await firmOf(mill.id)).toMatchObject({ name: "Ada" });
});

test("a bulk edit is followed as well", async () => {
  const ids = [
    (await account({ first_name: "Cy", email: "cy@cy.example" })).id,
    (await account({ company: "Cy" })).id,
  ];
  const done = await owner.ok.post("/accounts/bulk-edits", { ids, changes: { phone_number: "555 77" } });
  expect(done).toMatchObject({ changed: 2 });
  expect(await personOf(ids[0])).toMatchObject({ phone_number: "555 77", email: "cy@cy.example" });
  expect(await firmOf(ids[1])).toMatchObject({ phone_number: "555 77" });
});

test("an account that cannot go keeps its record; they go and come back together", async () => {
  const { id } = await account({ first_name: "Dee", is_vendor: true });
  const dee = await personOf(id);
  const piece = await shop.piece(500, { account_id: id });
  for (const path of [`/contacts/${dee.id}`, `/accounts/${id}`]) {
    const refused = await owner.delete(path);
    expect([refused.status, refused.body.code]).toEqual([409, "in_use"]);
  }
  expect((await personOf(id)).deleted_at).toBeNull();
  await owner.delete(`/items/${piece}`);
  const gone = async () => [
    (await accountAt(id)).deleted_at,
    (await owner.ok.get(`/contacts/${dee.id}`)).deleted_at,
  ];
  for (const [remove, restore] of [
    [`/contacts/${dee.id}`, `/contacts/${dee.id}/restore`],
    [`/accounts/${id}`, `/accounts/${id}/restore`],
    [`/contacts/${dee.id}`, `/accounts/${id}/restore`],
    [`/accounts/${id}`, `/contacts/${dee.id}/restore`],
  ] as const) {
    expect((await owner.delete(remove)).status).toBe(200);
    expect(await gone()).toEqual([expect.any(String), expect.any(String)]);
    await owner.ok.post(restore, {});
    expect(await gone()).toEqual([null, null]);
  }
  const mill = await account({ company: "Mill" });
  const firm = await firmOf(mill.id);
  expect((await owner.delete(`/business-customers/${firm.id}`)).status).toBe(200);
  expect((await accountAt(mill.id)).deleted_at).toEqual(expect.any(String));
  await owner.ok.post(`/business-customers/${firm.id}/restore`, {});
  expect((await accountAt(mill.id)).deleted_at).toBeNull();
  // A person who is linked to the firm holds both.
  const ann = await owner.ok.post("/contacts", { first_name: "Ann", company_id: firm.id });
  expect((await owner.delete(`/accounts/${mill.id}`)).status).toBe(409);
  await owner.ok.patch(`/contacts/${ann.id}`, { company_id: null });
  expect((await owner.delete(`/accounts/${mill.id}`)).status).toBe(200);
});

test("a contact with the same address becomes the record only when the caller says so, and of one account", async () => {
  const email = "Eve@Eve.example";
  const eve = await owner.ok.post("/contacts", { first_name: "Eve", email, phone_number: "555 3" });
  const apart = await account({ first_name: "Eve", email });
  expect((await personOf(apart.id)).id).not.toBe(eve.id);
  const made = await Promise.all(
    Array.from({ length: 8 }, () =>
      account({ first_name: "Eva", last_name: "Ek", email: email.toLowerCase(), find_contact: true }),
    ),
  );
  const records = await Promise.all(made.map(({ id }) => personOf(id)));
  const [joined, ...others] = records.filter(({ id }) => id === eve.id);
  expect([joined, others]).toMatchObject([{ first_name: "Eva", display_name: "Eva Ek" }, []]);
  expect(await accountAt(joined.account_id)).toMatchObject({ phone_number: "555 3" });
});

test("accounts from before there were records get theirs", async () => {
  const [person, firm] = [await account({ first_name: "Flo" }), await account({ company: "Flo's" })];
  const { mongo_url: url, namespace } = backroom;
  const { resources, schedules = [] } = accounts;
  const db = await openDatabase({ url, name: `${namespace}_accounts`, resources, secretKey: TEST_KEY });
  const rows = (name: string) => db.connection.collection<Json>(name);
  const ids = { $in: [person.id, firm.id] };
  await rows("accounts").updateMany({ _id: ids }, { $unset: { has_record: 1 } });
  for (const name of ["contacts", "business_customers"])
    await rows(name).updateMany({ account_id: ids }, { $set: { account_id: null } });
  const callFor = (by: Meta) => (ref: never, input: never) => backroom.process.call(ref, input, by);
  const schedule = schedules.find(({ name }) => name === "account_records");
  for (const _ of [1, 2]) await schedule!.run(globalOf(db, undefined as never), callFor as never);
  await db.close();
  expect([await personOf(person.id), await firmOf(firm.id)]).toMatchObject([
    { first_name: "Flo" },
    { name: "Flo's" },
  ]);
});
