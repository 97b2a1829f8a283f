/** Persons and companies in Mercato, natively and in documents (8). */
import mongoose from "mongoose";
import { customerSnapshots, profileIdOf } from "../../../services/accounts/public.ts";
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { metaOf } from "../../support/meta.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const [PEOPLE, COMPANIES, ADDRESSES] = ["people", "companies", "addresses"].map(
  (each) => `/customers/${each}`,
) as [string, string, string];
const ADA = { firstName: "Ada", lastName: "Lind" };
const ok = (...asked: [string, string, Json?]): Promise<Json> => office.admin.ok(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const rowOf = async (path: string, id: string): Promise<Json> =>
  (await ok("GET", `${path}?id=${id}`)).items[0];
const idsOf = async (path: string, query: string): Promise<string[]> =>
  (await ok("GET", `${path}?${query}`)).items.map((each: Json) => each.id);

describe("persons", () => {
  test("have an id and that of their profile; either casing and a nested profile are read (MRC-CUS-1, MRC-CUS-2)", async () => {
    const { id, personId } = await ok("POST", PEOPLE, {
      ...{ first_name: "Ada", lastName: "Lind", primary_email: "Ada@Mill.example" },
      profile: { jobTitle: "Buyer" },
    });
    expect([personId, profileIdOf(personId)]).toEqual([profileIdOf(id), id]);
    expect(await rowOf(PEOPLE, id)).toMatchObject({
      ...{ display_name: "Ada Lind", primary_email: "ada@mill.example", job_title: "Buyer", tags: [] },
      ...{ person_id: personId, kind: "person", next_interaction_at: null },
    });
    await ok("PUT", PEOPLE, { id, primaryEmail: "", profile: { jobTitle: null }, displayName: "A. L." });
    expect(await rowOf(PEOPLE, id)).toMatchObject({
      ...{ primary_email: null, job_title: null, display_name: "A. L.", first_name: "Ada" },
    });
    expect(await office.owner.ok.get(`/contacts/${id}`)).toMatchObject({ email: null, methods: [] });
  });

  test("work at a company that the caller sees, one of their links (MRC-CUS-3, 17.3)", async () => {
    const { owner, admin } = office;
    const firm = await made(COMPANIES, { displayName: "Mill" });
    const id = await made(PEOPLE, { ...ADA, companyEntityId: firm });
    const links = async () => (await owner.ok.get(`/contact-links?contact_id=${id}`)).data;
    expect(await links()).toMatchObject([{ entity_id: firm, entity_type: "customer", is_primary: true }]);
    const next = await made(COMPANIES, { displayName: "Next" });
    await ok("PUT", PEOPLE, { id, companyEntityId: next });
    expect((await links()).map((each: Json) => each.entity_id)).toEqual([next]);
    await owner.delete(`/contact-links/${(await links())[0].id}`);
    expect((await rowOf(PEOPLE, id)).company_entity_id).toBeNull();
    await owner.ok.post("/contact-links", { contact_id: id, entity_type: "customer", entity_id: firm });
    expect((await rowOf(PEOPLE, id)).company_entity_id).toBe(firm);
    const unknown = await admin.say("PUT", PEOPLE, { id, companyEntityId: crypto.randomUUID() });
    expect([unknown.status, unknown.body.details[0].path]).toEqual([400, ["companyEntityId"]]);
  });

  test("have tags that exist, and a next interaction of known parts (MRC-CUS-3)", async () => {
    const { admin, owner } = office;
    const tag = await owner.ok.post("/customer-tags", { slug: "vip", label: "VIP" });
    const id = await made(PEOPLE, { ...ADA, tags: [tag.id] });
    expect((await rowOf(PEOPLE, id)).tags).toEqual([{ id: tag.id, label: "VIP", color: null }]);
    expect(await idsOf(PEOPLE, `tagIds=${tag.id}`)).toEqual([id]);
    expect(await idsOf(PEOPLE, `tagIds=${tag.id}&tagIdsEmpty=true`)).toEqual([]);
    for (const body of [
      { tags: [crypto.randomUUID()] },
      { nextInteraction: { at: "2027-05-01T10:00:00Z", name: "Call", place: "here" } },
      { nextInteraction: { at: "soon", name: "Call" } },
    ])
      expect((await admin.say("PUT", PEOPLE, { id, ...body })).status).toBe(400);
    await ok("PUT", PEOPLE, { id, nextInteraction: { at: "2027-05-01T10:00:00Z", name: "Call" } });
    expect(await idsOf(PEOPLE, "hasNextInteraction=yes")).toContain(id);
    await ok("PUT", PEOPLE, { id, nextInteraction: null, tags: [] });
    expect(await rowOf(PEOPLE, id)).toMatchObject({ next_interaction_name: null, tags: [] });
  });

  test("are found by parts of what is known (MRC-CUS-5)", async () => {
    const id = await made(PEOPLE, {
      ...{ ...ADA, primaryEmail: "find.me+1@found.example", primaryPhone: "+49 421 77", status: "hot" },
    });
    for (const query of [
      ...["email=FIND.me%2B1@found.example", "emailStartsWith=find.me%2B", "emailContains=me%2B1@Found"],
      ...["hasEmail=true&search=421", "status=hot", "hasPhone=1&createdTo=2099-01-01&search=found"],
    ])
      expect([query, await idsOf(PEOPLE, query)]).toEqual([query, [id]]);
    for (const query of [
      "email=none",
      "emailContains=find_me",
      "emailStartsWith=ind",
      "status=hot&hasEmail=no",
    ])
      expect([query, await idsOf(PEOPLE, query)]).toEqual([query, []]);
    const names = (await ok("GET", `${PEOPLE}?sortField=name`)).items.map((each: Json) => each.display_name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  });

  test("bring new words into their dictionaries, each once (MRC-CUS-4)", async () => {
    const words = { status: "Dormant", source: "Radio", lifecycleStage: "Fan", jobTitle: "Miller" };
    await Promise.all([1, 2, 3].map(() => made(PEOPLE, { ...ADA, ...words })));
    await made(PEOPLE, { ...ADA, status: "dormant" });
    const { items } = await ok("GET", "/dictionaries");
    const entriesOf = async (key: string): Promise<string[]> => {
      const { id } = items.find((each: Json) => each.key === key);
      return (await ok("GET", `/dictionaries/${id}/entries`)).items.map((each: Json) => each.value);
    };
    const dormant = (await entriesOf("customers.statuses")).filter((each) => /dormant/i.test(each));
    expect(dormant).toEqual(["Dormant"]);
    expect(await entriesOf("customers.sources")).toContain("Radio");
    expect(await entriesOf("customers.lifecycle-stages")).toContain("Fan");
    expect(await entriesOf("customers.job-titles")).toContain("Miller");
  });
});

test("a refused request leaves none of its words behind (MRC-CUS-4, MRC-W-2)", async () => {
  const { admin, owner } = office;
  const words = { status: "Unheard of", jobTitle: "Juggler" };
  const id = await made(PEOPLE, ADA);
  const unknown = crypto.randomUUID();
  const refused: [string, string, Json][] = [
    ["POST", PEOPLE, { ...ADA, ...words, companyEntityId: unknown }],
    ["POST", PEOPLE, { ...ADA, ...words, ownerUserId: unknown }],
    ["PUT", PEOPLE, { id: unknown, ...words }],
    ["PUT", PEOPLE, { id, ...words, tags: [unknown] }],
    ["PUT", COMPANIES, { id: unknown, status: "Unheard of" }],
    ["POST", ADDRESSES, { entityId: unknown, addressLine1: "Lane 3", purpose: "Unheard of" }],
  ];
  for (const [method, path, body] of refused) {
    const { status } = await admin.say(method, path, body);
    expect([path, status]).toEqual([path, method === "PUT" && body.id === unknown ? 404 : 400]);
  }
  const { data } = await owner.ok.get("/dictionary-entries?name=Unheard%20of");
  expect(data).toEqual([]);
  expect((await owner.ok.get("/dictionary-entries?name=Juggler")).data).toEqual([]);
});

test("owners are members of the tenant: a stranger is no one here (MRC-CUS-2, INV-28)", async () => {
  const { admin } = office;
  const other = await office.organization("Strangers");
  const [stranger] = (await other.ok.get("/members?role=owner")).data;
  for (const [path, body] of [
    [PEOPLE, ADA],
    [COMPANIES, { displayName: "Mill" }],
  ] as const) {
    const said = await admin.say("POST", path, { ...body, ownerUserId: stranger.id });
    expect([said.status, said.body.details[0].path]).toEqual([400, ["ownerUserId"]]);
    const own = await made(path, { ...body, ownerUserId: admin.id });
    expect((await rowOf(path, own)).owner_user_id).toBe(admin.id);
  }
});

describe("companies", () => {
  test("get the first customer type, which is made on demand (MRC-ONE-2)", async () => {
    const { id, companyId } = await ok("POST", COMPANIES, { displayName: "Grocer", annualRevenue: 12.5 });
    expect(companyId).toBe(profileIdOf(id));
    const native = await office.owner.ok.get(`/business-customers/${id}`);
    expect(native).toMatchObject({ name: "Grocer", annual_revenue: 1250 });
    expect(await office.owner.ok.get(`/customer-types/${native.type_id}`)).toMatchObject({ name: "General" });
  });

  test("belong to a business unit; outside of it they are not there (MRC-SCP-4, MRC-INV-6)", async () => {
    const { admin } = office;
    const north = await made("/directory/organizations", { name: "North" });
    const [there, here] = [
      await made(COMPANIES, { displayName: "Northern", organizationId: north }),
      await made(COMPANIES, { displayName: "Southern" }),
    ];
    const inNorth = { Cookie: `om_selected_org=${north}` };
    const { items } = await admin.ok("GET", COMPANIES, undefined, inNorth);
    expect(items.map((each: Json) => each.id)).toEqual([there]);
    for (const [path, body] of [
      [COMPANIES, { id: here, displayName: "Mine" }],
      [PEOPLE, { id: await made(PEOPLE, ADA), firstName: "Mine" }],
    ] as const)
      expect((await admin.say("PUT", path, body, inNorth)).status).toBe(404);
    const person = await admin.say("POST", PEOPLE, { ...ADA, companyEntityId: here }, inNorth);
    expect(person.status).toBe(400);
    const address = { entityId: here, addressLine1: "High Street" };
    expect((await admin.say("POST", ADDRESSES, address, inNorth)).status).toBe(400);
  });
});

describe("addresses", () => {
  test("have one primary address per customer, also when two become so at once (MRC-CUS-9, MRC-INV-4)", async () => {
    const entityId = await made(PEOPLE, ADA);
    const at = (addressLine1: string) =>
      made(ADDRESSES, { entityId, addressLine1, isPrimary: true, postalCode: "02134" });
    await Promise.all([at("One"), at("Two"), at("Three")]);
    const rows = (await ok("GET", `${ADDRESSES}?entityId=${entityId}`)).items;
    expect(rows.map((each: Json) => each.is_primary).filter(Boolean)).toHaveLength(1);
    expect(rows[0]).toMatchObject({ postal_code: "02134", entity_id: entityId });
    const next = rows.find((each: Json) => !each.is_primary);
    await ok("PUT", ADDRESSES, { id: next.id, isPrimary: true });
    const primary = (await ok("GET", `${ADDRESSES}?entityId=${entityId}`)).items.filter(
      (each: Json) => each.is_primary,
    );
    expect(primary.map((each: Json) => each.id)).toEqual([next.id]);
  });
});

describe("details", () => {
  test("show what is asked for, by either id; outside of the business unit 404 (MRC-CUS-6)", async () => {
    const { admin } = office;
    const { id: firm, companyId } = await ok("POST", COMPANIES, { displayName: "Mill", industry: "Food" });
    const { id, personId } = await ok("POST", PEOPLE, { ...ADA, jobTitle: "Buyer", companyEntityId: firm });
    await made(ADDRESSES, { entityId: id, addressLine1: "Lane 3", isPrimary: true });
    const plain = await ok("GET", `${PEOPLE}/${id}`);
    expect(plain).toMatchObject({
      person: { id, displayName: "Ada Lind", nextInteractionAt: null },
      profile: { id: personId, jobTitle: "Buyer", companyEntityId: firm },
      ...{ addresses: [], tags: [], comments: [], activities: [], deals: [], todos: [], customFields: {} },
      viewer: { userId: admin.id, email: admin.email },
    });
    const { addresses } = await ok("GET", `${PEOPLE}/${personId}?include=deals,addresses`);
    expect(addresses).toMatchObject([{ addressLine1: "Lane 3", isPrimary: true }]);
    expect(await ok("GET", `${COMPANIES}/${companyId}`)).toMatchObject({
      company: { id: firm, displayName: "Mill" },
      profile: { id: companyId, industry: "Food" },
      people: [{ id, displayName: "Ada Lind", jobTitle: "Buyer" }],
    });
    const there = await made("/directory/organizations", { name: "There" });
    for (const path of [
      `${PEOPLE}/${id}`,
      `${COMPANIES}/${firm}`,
      `${PEOPLE}/${crypto.randomUUID()}`,
      `${PEOPLE}/x`,
    ]) {
      const { status } = await admin.say("GET", path, undefined, { Cookie: `om_selected_org=${there}` });
      expect([path, status]).toEqual([path, 404]);
    }
  });

  test("a number is found by all of its digits (MRC-CUS-7)", async () => {
    const id = await made(PEOPLE, { ...ADA, primaryPhone: "+49 (421) 98-76" });
    const match = async (digits: string) => (await ok("GET", `${PEOPLE}/check-phone?digits=${digits}`)).match;
    for (const digits of ["494219876", "%2B49-421-9876"])
      expect(await match(digits)).toEqual({ id, displayName: "Ada Lind" });
    for (const digits of ["9876", "494", "", "none"]) expect(await match(digits)).toBeNull();
    await ok("PUT", PEOPLE, { id, primaryPhone: null });
    expect(await match("494219876")).toBeNull();
  });
});

describe("deleting", () => {
  test("takes addresses along and unlinks people; again it is 404 (MRC-CUS-8, DM17)", async () => {
    const { admin, owner } = office;
    const firm = await made(COMPANIES, { displayName: "Mill" });
    const id = await made(PEOPLE, { ...ADA, companyEntityId: firm });
    for (const entityId of [firm, id]) await made(ADDRESSES, { entityId, addressLine1: "Lane 3" });
    expect((await owner.delete(`/business-customers/${firm}`)).body).toMatchObject({ code: "in_use" });
    await ok("DELETE", `${COMPANIES}?id=${firm}`);
    expect((await rowOf(PEOPLE, id)).company_entity_id).toBeNull();
    expect((await owner.ok.get(`/contact-links?contact_id=${id}`)).data).toEqual([]);
    await ok("DELETE", PEOPLE, { id });
    for (const entityId of [firm, id]) expect(await idsOf(ADDRESSES, `entityId=${entityId}`)).toEqual([]);
    expect((await admin.say("DELETE", PEOPLE, { id })).status).toBe(404);
    expect((await admin.say("DELETE", `${COMPANIES}?id=${firm}`)).status).toBe(404);
  });
});

test("whoever owes something stays, in every door (MRC-CUS-8, DEL-5)", async () => {
  const { admin, owner } = office;
  const org_id = (await owner.ok.get("/organizations")).data[0].id;
  const [firm, person] = [await made(COMPANIES, { displayName: "Mill" }), await made(PEOPLE, ADA)];
  const connection = await mongoose.createConnection(office.mongo_url).asPromise();
  const owing = async (id: string, amount: number) => {
    const ledger_accounts = [`receivable:${id}`, "sales"];
    const amounts = [amount, -amount];
    const postings = ledger_accounts.map((ledger_account, i) => ({ ledger_account, amount: amounts[i] }));
    const own = { org_id, kind: "test", ref: { kind: "test", id: crypto.randomUUID() }, currency: "USD" };
    await connection
      .useDb(`${office.namespace}_accounts`)
      .collection<Json>("journals")
      .insertOne({ ...own, _id: crypto.randomUUID(), ledger_accounts, postings });
  };
  try {
    for (const id of [firm, person]) await owing(id, 700);
    for (const [path, id] of [
      [COMPANIES, firm],
      [PEOPLE, person],
    ] as const) {
      const { status, body } = await admin.say("DELETE", path, { id });
      expect([status, body.code]).toEqual([409, "in_use"]);
      expect(await rowOf(path, id)).toBeDefined();
    }
    expect((await owner.delete(`/contacts/${person}`)).status).toBe(409);
    expect((await owner.delete(`/business-customers/${firm}`)).status).toBe(409);
    await owing(firm, -700);
    await ok("DELETE", COMPANIES, { id: firm });
  } finally {
    await connection.close();
  }
});

test("documents take their snapshots of customers in one call, by either id (MRC-DOC-2)", async () => {
  const { id, personId } = await ok("POST", PEOPLE, { ...ADA, primaryPhone: "421 77" });
  const firm = await made(COMPANIES, { displayName: "Mill", legalName: "Mill Ltd" });
  const address = await made(ADDRESSES, { entityId: firm, addressLine1: "Lane 3", city: "Bremen" });
  const found = await office.process.call(
    customerSnapshots,
    { customer_ids: [firm, id, crypto.randomUUID()], contact_ids: [personId], address_ids: [address] },
    await metaOf(office, office.owner),
  );
  expect(found).toMatchObject({
    customers: [
      {
        asked_id: firm,
        snapshot: { kind: "company", displayName: "Mill", companyProfile: { legalName: "Mill Ltd" } },
      },
      { asked_id: id, snapshot: { kind: "person", displayName: "Ada Lind", primaryPhone: "421 77" } },
    ],
    contacts: [{ asked_id: personId, id, snapshot: { id, personProfile: { firstName: "Ada" } } }],
    addresses: [{ asked_id: address, snapshot: { addressLine1: "Lane 3", city: "Bremen" } }],
  });
});

test("an account is a person or a company here as well; who cannot go stays (MRC-ONE-1)", async () => {
  const { owner, admin } = office;
  const email = "ida@account.example";
  const { id } = await owner.ok.post("/accounts", { first_name: "Ida", last_name: "Berg", email });
  const [person] = (await ok("GET", `${PEOPLE}?email=${email}`)).items;
  expect(person).toMatchObject({ display_name: "Ida Berg", first_name: "Ida" });
  await ok("PUT", PEOPLE, { id: person.id, lastName: "Berger", primaryPhone: "555 20", primaryEmail: null });
  expect(await owner.ok.get(`/accounts/${id}`)).toMatchObject({
    ...{ first_name: "Ida", last_name: "Berger", phone_number: "555 20", email: null },
  });
  const entry = { account_id: id, amount: 500, memo: "Opening", type: "opening" };
  const { id: entry_id } = await owner.ok.post("/balance-entries", entry);
  expect(entry_id).toBeTruthy();
  expect((await admin.say("DELETE", PEOPLE, { id: person.id })).status).toBe(409);
  expect(await rowOf(PEOPLE, person.id)).toMatchObject({ last_name: "Berger" });

  const firm = await owner.ok.post("/accounts", { company: "Berg & Co" });
  const [company] = (await ok("GET", `${COMPANIES}?search=Berg`)).items;
  expect(company).toMatchObject({ display_name: "Berg & Co" });
  await ok("DELETE", COMPANIES, { id: company.id });
  expect((await owner.ok.get(`/accounts/${firm.id}`)).deleted_at).toEqual(expect.any(String));
});
