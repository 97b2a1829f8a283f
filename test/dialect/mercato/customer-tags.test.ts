/** Tags of persons and companies in Mercato and natively (8). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const ok = (...asked: [string, string, Json?]): Promise<Json> => office.admin.ok(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const [TAGS, ASSIGN, UNASSIGN] = ["/customers/tags", "/customers/tags/assign", "/customers/tags/unassign"];
const person = () => made("/customers/people", { firstName: "Ada", lastName: "Lind" });
const company = () => made("/customers/companies", { displayName: "Mill" });
const tagIdsOf = async (path: string, id: string): Promise<string[]> =>
  (await ok("GET", `/customers/${path}?id=${id}`)).items[0].tags.map((each: Json) => each.id);

test("a slug is there once; a list has a hundred (MRC-CUS-11)", async () => {
  const id = await made(TAGS, { slug: "vip", label: "VIP" });
  const again = await office.admin.say("POST", TAGS, { slug: "vip", label: "Very important" });
  expect([again.status, again.body.details[0].path]).toEqual([409, ["slug"]]);
  const page = await ok("GET", `${TAGS}?search=vip`);
  expect(page).toMatchObject({
    ...{ pageSize: 100, total: 1 },
    items: [{ id, slug: "vip", label: "VIP", color: null, description: null }],
  });
});

test("a customer gets a tag once and loses it once, by either id; the link keeps its id (MRC-CUS-11, DM21)", async () => {
  const { admin, owner } = office;
  const tagId = await made(TAGS, { slug: "slow", label: "Slow" });
  const { id: firm, companyId } = await ok("POST", "/customers/companies", { displayName: "Mill" });
  for (const [path, entityId, named] of [
    ["people", await person(), null],
    ["companies", firm, companyId],
  ] as const) {
    const link = await ok("POST", ASSIGN, { tagId, entityId: named ?? entityId });
    expect(await tagIdsOf(path, entityId)).toEqual([tagId]);
    const twice = await admin.say("POST", ASSIGN, { tagId, entityId });
    expect([twice.status, twice.body.fieldErrors]).toEqual([409, { tagId: expect.any(String) }]);
    expect(await ok("POST", UNASSIGN, { tagId, entityId })).toEqual(link);
    expect(await tagIdsOf(path, entityId)).toEqual([]);
    expect((await admin.say("POST", UNASSIGN, { tagId, entityId })).status).toBe(404);
    const native = await owner.ok.post("/customer-tags/assign", { tag_id: tagId, customer_id: entityId });
    expect(native).toEqual({ id: link.id, tag_id: tagId, customer_id: entityId });
  }
});

test("two who tag a customer at once do not lose a tag (MRC-CUS-11)", async () => {
  const entityId = await person();
  const tags = await Promise.all(["one", "two", "three"].map((slug) => made(TAGS, { slug, label: slug })));
  await Promise.all(tags.map((tagId) => ok("POST", ASSIGN, { tagId, entityId })));
  expect((await tagIdsOf("people", entityId)).sort()).toEqual([...tags].sort());
});

test("neither an unknown tag nor an unknown customer is linked (MRC-W-22, MRC-SCP-4)", async () => {
  const { admin } = office;
  const tagId = await made(TAGS, { slug: "known", label: "Known" });
  const north = await made("/directory/organizations", { name: "North" });
  const inNorth = { Cookie: `om_selected_org=${north}` };
  const entityId = await person();
  for (const [body, field, headers] of [
    [{ tagId, entityId: crypto.randomUUID() }, "entityId", {}],
    [{ tagId: crypto.randomUUID(), entityId }, "tagId", {}],
    [{ tagId, entityId }, "tagId", inNorth],
  ] as const) {
    const { status, body: said } = await admin.say("POST", ASSIGN, body, headers);
    expect([status, said.details[0].path]).toEqual([400, [field]]);
  }
  expect(await tagIdsOf("people", entityId)).toEqual([]);
});

test("a tag that is deleted is taken off everybody, deleted customers as well (MRC-CUS-8, MRC-CUS-11)", async () => {
  const { owner } = office;
  const tagId = await made(TAGS, { slug: "gone", label: "Gone" });
  const kept = await made(TAGS, { slug: "kept", label: "Kept" });
  const [one, firm, former] = [await person(), await company(), await person()];
  for (const entityId of [one, firm, former]) {
    await ok("POST", ASSIGN, { tagId: kept, entityId });
    await ok("POST", ASSIGN, { tagId, entityId });
  }
  await ok("DELETE", "/customers/people", { id: former });
  await ok("DELETE", `${TAGS}?id=${tagId}`);
  expect(await tagIdsOf("people", one)).toEqual([kept]);
  expect(await tagIdsOf("companies", firm)).toEqual([kept]);
  await owner.ok.post(`/contacts/${former}/restore`);
  expect((await owner.ok.get(`/contacts/${former}`)).tag_ids).toEqual([kept]);
  expect((await ok("GET", `${TAGS}?id=${tagId}`)).items).toEqual([]);
});
