/** Widgets about customers and the format of addresses in Mercato and natively (8). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const ok = (...asked: [string, string, Json?, Record<string, string>?]): Promise<Json> =>
  office.admin.ok(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const widget = (name: string, query = "", headers = {}): Promise<Json> =>
  ok("GET", `/customers/dashboard/widgets/${name}?${query}`, undefined, headers);
const idsIn = ({ items }: Json): string[] => items.map((each: Json) => each.id);
const person = (body: Json = {}) =>
  made("/customers/people", { firstName: "Ada", lastName: "Lind", ...body });
const company = (body: Json = {}) => made("/customers/companies", { displayName: "Mill", ...body });
const planned = (at: string) => ({ nextInteraction: { at, name: "Call", icon: "phone" } });

test("the newest customers come first, persons and companies alike, five unless asked (MRC-CUS-14)", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.unshift(await person(), await company());
  const newest = await widget("new-customers");
  const order = (await Promise.all(ids.map((id) => rowOf(id)))).map((row) => row.created_at);
  expect(order).toHaveLength(8);
  expect(new Set(idsIn(await widget("new-customers", "limit=8")))).toEqual(new Set(ids));
  expect(newest.items).toHaveLength(5);
  expect(newest.items.map((each: Json) => each.createdAt)).toEqual([...order].sort().reverse().slice(0, 5));
  const firms = await widget("new-customers", "kind=company&limit=2");
  expect(firms.items).toMatchObject([
    { kind: "company", displayName: "Mill", ownerUserId: null, organizationId: expect.any(String) },
    { kind: "company" },
  ]);
  for (const query of ["limit=0", "limit=21", "limit=many", "kind=robot"]) {
    const path = `/customers/dashboard/widgets/new-customers?${query}`;
    expect([query, (await office.admin.say("GET", path)).status]).toEqual([query, 400]);
  }
});

async function rowOf(id: string): Promise<Json> {
  const [people, firms] = await Promise.all(
    ["people", "companies"].map((each) => ok("GET", `/customers/${each}?id=${id}`)),
  );
  return people!.items[0] ?? firms!.items[0];
}

test("the newest deals come first, with what they are worth (MRC-CUS-14)", async () => {
  await made("/customers/deals", { title: "Bread" });
  const id = await made("/customers/deals", { title: "Cake", valueAmount: 12.5, valueCurrency: "EUR" });
  const { items } = await widget("new-deals", "limit=1");
  expect(items).toMatchObject([
    { id, title: "Cake", status: "open", valueAmount: 12.5, valueCurrency: "EUR" },
  ]);
});

test("what is planned next comes first; the past only if asked for (MRC-CUS-14)", async () => {
  const past = await person(planned("2020-01-01T10:00:00Z"));
  const later = await company(planned("2040-02-01T10:00:00Z"));
  const sooner = await person(planned("2040-01-01T10:00:00Z"));
  await person();
  const next = await widget("next-interactions");
  expect(idsIn(next)).toEqual([sooner, later]);
  expect(next.now).toEqual(expect.stringMatching(/^\d{4}-.*Z$/));
  expect(next.items[0]).toMatchObject({
    ...{ nextInteractionAt: "2040-01-01T10:00:00.000Z", nextInteractionName: "Call", kind: "person" },
    ...{ nextInteractionIcon: "phone", nextInteractionColor: null },
  });
  expect(idsIn(await widget("next-interactions", "includePast=yes"))).toEqual([past, sooner, later]);
  await ok("DELETE", "/customers/people", { id: sooner });
  expect(idsIn(await widget("next-interactions"))).toEqual([later]);
});

test("widgets show the rows of the business unit, to those who have their feature (MRC-CUS-14, MRC-INV-6)", async () => {
  const { owner } = office;
  const north = await made("/directory/organizations", { name: "North" });
  for (const name of ["new-customers", "new-deals", "next-interactions"])
    expect((await widget(name, "", { Cookie: `om_selected_org=${north}` })).items).toEqual([]);
  const { key } = await owner.ok.post("/api-keys", {
    ...{ name: "screen", access: "scopes", scopes: ["read:new_deals", "read:new_customers"] },
  });
  const screen = office.client(key);
  expect((await screen.get("/customer-widgets/new-deals")).status).toBe(200);
  expect((await screen.get("/customer-widgets/next-interactions")).status).toBe(403);
});

test("each business unit writes addresses in its way, by the line first unless it says so (MRC-CUS-9)", async () => {
  const { admin, owner } = office;
  const FORMAT = "/customers/settings/address-format";
  const south = await made("/directory/organizations", { name: "South" });
  const inSouth = { Cookie: `om_selected_org=${south}` };
  expect(await ok("GET", FORMAT)).toEqual({ addressFormat: "line_first" });
  const formats = ["street_first", "line_first", "street_first"];
  for (const addressFormat of formats)
    expect(await ok("PUT", FORMAT, { addressFormat }, inSouth)).toEqual({ addressFormat });
  expect(await ok("GET", FORMAT, undefined, inSouth)).toEqual({ addressFormat: "street_first" });
  expect(await owner.ok.get("/customer-settings")).toEqual({ address_format: "line_first" });
  for (const body of [{}, { addressFormat: "sideways" }])
    expect((await admin.say("PUT", FORMAT, body)).status).toBe(400);
});
