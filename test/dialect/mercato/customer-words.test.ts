/** The dictionaries of customers in Mercato, by kind and business unit (8). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
/** A business unit below another one, each with its cookie. */
let north: Json;
let harbour: Json;
beforeAll(async () => {
  office = await startOffice();
  const unit = async (name: string, parentId?: string) => {
    const { id } = await ok("POST", "/directory/organizations", { name, parentId });
    return { id, cookie: { Cookie: `om_selected_org=${id}` } };
  };
  north = await unit("North");
  harbour = await unit("Harbour", north.id);
});
afterAll(() => office?.stop());

const ok = (...asked: [string, string, Json?, Record<string, string>?]): Promise<Json> =>
  office.admin.ok(...asked);
const WORDS = "/customers/dictionaries";
const HERE = {};
const wordsIn = async (kind: string, at: Record<string, string> = HERE): Promise<Json[]> =>
  (await ok("GET", `${WORDS}/${kind}`, undefined, at)).items;
const valuesIn = async (kind: string, at?: Record<string, string>): Promise<string[]> =>
  (await wordsIn(kind, at)).map((each) => each.value);

test("nine kinds, with dashes or underscores; another kind is 400 (MRC-CUS-13)", async () => {
  const kinds = ["statuses", "sources", "lifecycle-stages", "address-types", "activity-types"];
  for (const kind of [...kinds, "deal-statuses", "pipeline-stages", "job-titles", "industries"])
    expect(await wordsIn(kind.replaceAll("-", "_"))).toEqual(await wordsIn(kind));
  expect(await valuesIn("deal-statuses")).toEqual(["lost", "open", "won"]);
  expect((await office.admin.say("GET", `${WORDS}/colors`)).status).toBe(400);
  expect((await office.admin.say("POST", `${WORDS}/colors`, { value: "red" })).status).toBe(400);
});

test("a word is added, and changed where it is there, also by many at once (MRC-CUS-13)", async () => {
  const put = (body: Json) => office.admin.say("POST", `${WORDS}/sources`, body);
  const at_once = await Promise.all([1, 2, 3, 4].map(() => put({ value: "Fair" })));
  expect(at_once.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
  const again = await put({ value: "fair", color: "#AABBCC", icon: "tent" });
  expect([again.status, again.body]).toMatchObject([
    200,
    { value: "Fair", label: "Fair", color: "#aabbcc", icon: "tent", isInherited: false },
  ]);
  expect((await valuesIn("sources")).filter((each) => /fair/i.test(each))).toEqual(["Fair"]);
});

test("a taken word is 409; a word of another kind, or that is gone, 404 (MRC-CUS-13)", async () => {
  const { admin } = office;
  const { id } = await ok("POST", `${WORDS}/industries`, { value: "Food" });
  await ok("POST", `${WORDS}/industries`, { value: "Drinks" });
  const taken = await admin.say("PATCH", `${WORDS}/industries/${id}`, { value: "drinks" });
  expect([taken.status, taken.body.fieldErrors]).toEqual([409, { value: expect.any(String) }]);
  expect((await admin.say("PATCH", `${WORDS}/job-titles/${id}`, { value: "Cook" })).status).toBe(404);
  expect(await ok("DELETE", `${WORDS}/industries/${id}`)).toEqual({ success: true });
  expect((await admin.say("DELETE", `${WORDS}/industries/${id}`)).status).toBe(404);
  expect(await valuesIn("industries")).toEqual(["Drinks"]);
});

test("a business unit inherits words, and its own take their place for it and below (MRC-CUS-13)", async () => {
  const { admin } = office;
  const shared = await ok("POST", `${WORDS}/job-titles`, { value: "Buyer" });
  const own = await ok("POST", `${WORDS}/job-titles`, { value: "BUYER", label: "Buys" }, north.cookie);
  await ok("POST", `${WORDS}/job-titles`, { value: "Docker" }, harbour.cookie);
  const seen = async (at: Record<string, string>) =>
    (await wordsIn("job-titles", at)).map(({ value, isInherited }) => [value, isInherited]);
  expect(await seen(HERE)).toEqual([["Buyer", false]]);
  expect(await seen(north.cookie)).toEqual([["BUYER", false]]);
  expect(await seen(harbour.cookie)).toEqual([
    ["BUYER", true],
    ["Docker", false],
  ]);
  for (const [id, at] of [
    [shared.id, north.cookie],
    [own.id, harbour.cookie],
    [own.id, HERE],
  ] as const) {
    const path = `${WORDS}/job-titles/${id}`;
    expect((await admin.say("PATCH", path, { label: "Mine" }, at)).status).toBe(404);
    expect((await admin.say("DELETE", path, undefined, at)).status).toBe(404);
  }
  expect(own.organizationId).toBe(north.id);
});

test("a word that is used in a business unit is its own, unless it inherits it (MRC-CUS-4)", async () => {
  const person = { firstName: "Ada", lastName: "Lind", status: "active", source: "Quay" };
  await ok("POST", "/customers/people", person, harbour.cookie);
  expect(await valuesIn("sources", harbour.cookie)).toContain("Quay");
  expect(await valuesIn("sources", north.cookie)).not.toContain("Quay");
  expect(await valuesIn("sources")).not.toContain("Quay");
  const statuses = await wordsIn("statuses", harbour.cookie);
  expect(statuses.find(({ value }) => value === "active")).toMatchObject({ isInherited: true });
});

test("currencies are those of the organization everywhere, and cannot be changed here (MRC-CUS-13, MRC-DIC-2)", async () => {
  const here = await ok("GET", `${WORDS}/currency`);
  expect(here.entries).toContainEqual({ id: expect.any(String), value: "EUR", label: "EUR" });
  expect(await ok("GET", `${WORDS}/currency`, undefined, harbour.cookie)).toEqual(here);
  const [{ id }] = here.entries;
  const { owner } = office;
  expect((await owner.patch(`/customer-words/${id}`, { label: "Mine" })).status).toBe(422);
  expect((await owner.delete(`/customer-words/${id}`)).status).toBe(422);
});

test("natively the same words; without dictionaries there are none yet, and a first word makes them (MRC-CUS-4)", async () => {
  const other = await office.organization("Fresh");
  const words = async () =>
    (await other.ok.get("/customer-words?key=customers.statuses")).words.map((each: Json) => each.name);
  expect(await words()).toEqual([]);
  await other.ok.post("/contacts", { first_name: "Ada", status: "active" });
  await other.ok.post("/contacts", { first_name: "Eva", status: "Dormant" });
  expect(await words()).toEqual(["active", "Dormant", "inactive"]);
  const key = "customers.statuses";
  const put = await other.put("/customer-words", { key, value: "dormant", color: "#112233" });
  expect([put.status, put.body]).toMatchObject([200, { created: false, word: { name: "Dormant" } }]);
});
