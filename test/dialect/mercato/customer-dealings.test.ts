/** Activities, comments and deals of customers in Mercato and natively (8). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const [ACTIVITIES, COMMENTS, DEALS] = ["activities", "comments", "deals"].map(
  (each) => `/customers/${each}`,
) as [string, string, string];
const ok = (...asked: [string, string, Json?, Record<string, string>?]): Promise<Json> =>
  office.admin.ok(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const person = () => made("/customers/people", { firstName: "Ada", lastName: "Lind", jobTitle: "Buyer" });
const company = () => made("/customers/companies", { displayName: "Mill", industry: "Food" });
const rowOf = async (path: string, id: string): Promise<Json> =>
  (await ok("GET", `${path}?id=${id}`)).items[0];
const idsOf = async (path: string, query: string): Promise<string[]> =>
  (await ok("GET", `${path}?${query}`)).items.map((each: Json) => each.id);
const valuesOf = async (kind: string): Promise<string[]> =>
  (await ok("GET", `/customers/dictionaries/${kind}`)).items.map((each: Json) => each.value);

describe("activities and comments", () => {
  test("are by who calls, unless another member is named; by nobody for a key (MRC-CUS-11)", async () => {
    const { owner, admin } = office;
    const entityId = await person();
    const comment = await ok("POST", COMMENTS, { entityId, body: "Prefers rye." });
    expect(comment).toEqual({ id: expect.any(String), authorUserId: admin.id });
    const id = await made(ACTIVITIES, { entityId, activityType: "call" });
    expect(await rowOf(ACTIVITIES, id)).toMatchObject({
      ...{ authorUserId: admin.id, authorEmail: admin.email, activityTypeLabel: "call" },
      ...{ dealId: null, dealTitle: null, subject: null, occurredAt: null },
    });
    const keyed = await owner.ok.post("/comments", { customer_id: entityId, body: "By a key." });
    expect(keyed).toMatchObject({ author_member_id: null, customer_kind: "person" });
    const [stranger] = (await (await office.organization("Strangers")).ok.get("/members?role=owner")).data;
    const said = await admin.say("POST", COMMENTS, { entityId, body: "No.", authorUserId: stranger.id });
    expect([said.status, said.body.details[0].path]).toEqual([400, ["authorUserId"]]);
  });

  test("stay with their customer, are found by it and by their deal (MRC-W-13)", async () => {
    const { admin } = office;
    const [one, other] = [await company(), await person()];
    const dealId = await made(DEALS, { title: "Bread", companyIds: [one] });
    const id = await made(ACTIVITIES, { entityId: one, dealId, activityType: "meeting", subject: "Fair" });
    await made(ACTIVITIES, { entityId: other, activityType: "call" });
    expect((await rowOf(ACTIVITIES, id)).dealTitle).toBe("Bread");
    for (const query of [`entityId=${one}`, `dealId=${dealId}`, `entityId=${one}&activityType=meeting`])
      expect([query, await idsOf(ACTIVITIES, query)]).toEqual([query, [id]]);
    const moved = await admin.say("PUT", ACTIVITIES, { id, entityId: other });
    expect([moved.status, moved.body.details[0].path]).toEqual([400, ["entityId"]]);
    for (const body of [{ entityId: crypto.randomUUID() }, { entityId: one, dealId: crypto.randomUUID() }])
      expect((await admin.say("POST", COMMENTS, { ...body, body: "No." })).status).toBe(400);
  });

  test("are not there for another business unit (MRC-SCP-4, MRC-INV-6)", async () => {
    const { admin } = office;
    const north = await made("/directory/organizations", { name: "North" });
    const inNorth = { Cookie: `om_selected_org=${north}` };
    const entityId = await person();
    const id = await made(COMMENTS, { entityId, body: "Here." });
    expect((await ok("GET", COMMENTS, undefined, inNorth)).items).toEqual([]);
    for (const [method, body] of [
      ["PUT", { id, body: "There." }],
      ["DELETE", { id }],
    ] as const)
      expect((await admin.say(method, COMMENTS, body, inNorth)).status).toBe(404);
    expect((await admin.say("POST", COMMENTS, { entityId, body: "There." }, inNorth)).status).toBe(400);
  });

  test("bring new types into the dictionary; a refused one stays out (MRC-CUS-4)", async () => {
    const entityId = await person();
    await made(ACTIVITIES, { entityId, activityType: "Tasting" });
    await office.admin.say("POST", ACTIVITIES, { entityId: crypto.randomUUID(), activityType: "Juggling" });
    const types = await valuesOf("activity-types");
    expect([types.includes("Tasting"), types.includes("Juggling")]).toEqual([true, false]);
  });
});

describe("deals", () => {
  test("replace their persons and companies as a whole, and name each once (MRC-CUS-10)", async () => {
    const [ada, eva, firm] = [await person(), await person(), await company()];
    const id = await made(DEALS, { title: "Bread", personIds: [ada, eva, ada], companyIds: [firm] });
    const partiesOf = async () => {
      const { person_ids, company_ids } = await rowOf(DEALS, id);
      return [person_ids, company_ids];
    };
    expect(await partiesOf()).toEqual([[ada, eva], [firm]]);
    await ok("PUT", DEALS, { id, personIds: [eva] });
    expect(await partiesOf()).toEqual([[eva], [firm]]);
    const unknown = await office.admin.say("PUT", DEALS, { id, companyIds: [crypto.randomUUID()] });
    expect(unknown.status).toBe(400);
    await ok("PUT", DEALS, { id, companyIds: null, title: "Cake" });
    expect(await partiesOf()).toEqual([[eva], []]);
  });

  test("are found by title, words and everybody who is named (MRC-CUS-10)", async () => {
    const [ada, eva, firm] = [await person(), await person(), await company()];
    const both = await made(DEALS, { title: "Rye bread", personIds: [ada, eva], companyIds: [firm] });
    const one = await made(DEALS, { title: "Spelt", personIds: [ada], status: "won", pipelineStage: "late" });
    for (const [query, found] of [
      [`personId=${ada}`, [one, both]],
      [`personEntityId=${eva},${crypto.randomUUID()}`, [both]],
      [`personId=${ada}&personId=${eva}`, [both]],
      [`companyEntityId=${firm}&search=bre`, [both]],
      ["status=won&pipelineStage=late", [one]],
      [`companyId=${firm}&status=won`, []],
    ] as const)
      expect([query, await idsOf(DEALS, query)]).toEqual([query, found]);
    expect(await rowOf(DEALS, one)).toMatchObject({
      ...{ value_amount: null, probability: null, owner_user_id: null, description: null },
      ...{ organization_id: expect.any(String), organizationId: expect.any(String) },
    });
  });

  test("are worth an amount with two decimals in any currency (MRC-W-24)", async () => {
    const { admin, owner } = office;
    const id = await made(DEALS, { title: "Bread", valueAmount: 1200.55, valueCurrency: "eur" });
    expect(await rowOf(DEALS, id)).toMatchObject({ value_amount: 1200.55, value_currency: "EUR" });
    expect(await owner.ok.get(`/deals/${id}`)).toMatchObject({ value_amount: 12_005_500, status: "open" });
    for (const body of [
      { valueAmount: 1.555 },
      { valueAmount: -1 },
      { probability: 101 },
      { probability: 1.5 },
    ])
      expect((await admin.say("PUT", DEALS, { id, ...body })).status).toBe(400);
  });

  test("have a page with whom they are with (MRC-CUS-10)", async () => {
    const { admin } = office;
    const [ada, firm] = [await person(), await company()];
    const id = await made(DEALS, { title: "Bread", personIds: [ada], companyIds: [firm] });
    expect(await ok("GET", `${DEALS}/${id}`)).toMatchObject({
      deal: { id, title: "Bread", status: "open", valueAmount: null },
      people: [{ id: ada, label: "Ada Lind", subtitle: "Buyer", kind: "person" }],
      companies: [{ id: firm, label: "Mill", subtitle: "Food", kind: "company" }],
      ...{ customFields: {}, viewer: { userId: admin.id, email: admin.email } },
    });
    await ok("DELETE", DEALS, { id });
    expect((await admin.say("GET", `${DEALS}/${id}`)).status).toBe(404);
  });

  test("bring their words into the dictionaries (MRC-CUS-4)", async () => {
    await made(DEALS, { title: "Bread", status: "Asleep", pipelineStage: "Dreaming", source: "Radio" });
    expect(await valuesOf("deal-statuses")).toContain("Asleep");
    expect(await valuesOf("pipeline-stages")).toContain("Dreaming");
    expect(await valuesOf("sources")).toContain("Radio");
  });
});

test("the page of a customer shows what is asked for, the newest first, fifty at most (MRC-CUS-6)", async () => {
  const { owner } = office;
  const [ada, firm] = [await person(), await company()];
  const deal = await made(DEALS, { title: "Bread", personIds: [ada], companyIds: [firm] });
  for (const [path, entityId] of [
    ["people", ada],
    ["companies", firm],
  ] as const) {
    await made(COMMENTS, { entityId, body: "First." });
    await made(COMMENTS, { entityId, body: "Second." });
    await made(ACTIVITIES, { entityId, dealId: deal, activityType: "call" });
    const page = `/customers/${path}/${entityId}`;
    const all = await ok("GET", `${page}?include=notes,activities,deals`);
    expect(all.comments.map((each: Json) => each.body)).toEqual(["Second.", "First."]);
    expect(all.activities).toMatchObject([{ activityType: "call", dealTitle: "Bread" }]);
    expect(all.deals).toMatchObject([{ id: deal, title: "Bread" }]);
    const none = await ok("GET", page);
    expect([none.comments, none.activities, none.deals]).toEqual([[], [], []]);
  }
  for (let n = 0; n < 60; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, () => owner.ok.post("/comments", { customer_id: ada, body: "More." })),
    );
  const { comments } = await ok("GET", `/customers/people/${ada}?include=comments`);
  expect(comments).toHaveLength(50);
});

describe("deleting", () => {
  test("a customer takes activities and comments along; deals go on without it (MRC-CUS-8)", async () => {
    const [ada, firm] = [await person(), await company()];
    const deal = await made(DEALS, { title: "Bread", personIds: [ada], companyIds: [firm] });
    for (const entityId of [ada, firm]) {
      await made(COMMENTS, { entityId, body: "Gone." });
      await made(ACTIVITIES, { entityId, dealId: deal, activityType: "call" });
    }
    await ok("DELETE", "/customers/people", { id: ada });
    expect(await rowOf(DEALS, deal)).toMatchObject({ person_ids: [], company_ids: [firm] });
    await ok("DELETE", "/customers/companies", { id: firm });
    expect(await rowOf(DEALS, deal)).toMatchObject({ person_ids: [], company_ids: [] });
    for (const entityId of [ada, firm])
      for (const path of [COMMENTS, ACTIVITIES])
        expect(await idsOf(path, `entityId=${entityId}`)).toEqual([]);
  });

  test("a deal leaves its activities with their customers (MRC-CUS-10)", async () => {
    const entityId = await person();
    const dealId = await made(DEALS, { title: "Bread" });
    const id = await made(ACTIVITIES, { entityId, dealId, activityType: "call" });
    await ok("DELETE", DEALS, { id: dealId });
    expect(await rowOf(ACTIVITIES, id)).toMatchObject({ dealId: null, dealTitle: null });
    expect((await office.admin.say("DELETE", DEALS, { id: dealId })).status).toBe(404);
  });

  test("nobody gets a note or a deal while they are deleted (MRC-CUS-8)", async () => {
    const people = await Promise.all([1, 2, 3, 4].map(person));
    await Promise.all(
      people.flatMap((id) => [
        office.admin.say("DELETE", "/customers/people", { id }),
        office.admin.say("POST", COMMENTS, { entityId: id, body: "Late." }),
        office.admin.say("POST", DEALS, { title: "Late", personIds: [id] }),
      ]),
    );
    for (const id of people) {
      expect(await idsOf(COMMENTS, `entityId=${id}`)).toEqual([]);
      expect(await idsOf(DEALS, `personId=${id}`)).toEqual([]);
    }
  });
});
