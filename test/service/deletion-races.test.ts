/** What refers to a thing and the deletion of that thing, at once: one of both is refused (DEL-5). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { openWorkshop } from "../support/makers.ts";

const PAIRS = 40;

let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
});
afterAll(() => backroom?.stop());

/** Each pair has a thing of its own, named by what is made of it. */
async function race(
  thing: () => Promise<string>,
  path: string,
  refer: (id: string) => Promise<{ status: number }>,
) {
  const ids: string[] = [];
  for (let i = 0; i < PAIRS; i++) ids.push(await thing());
  const ends = await Promise.all(
    ids.map(async (id, i) => {
      const asked = [() => owner.delete(`${path}/${id}`), () => refer(id)] as const;
      const first = i % 2 ? asked[0]() : asked[1]();
      const second = i % 2 ? asked[1]() : asked[0]();
      return (await Promise.all([first, second])).filter(({ status }) => status < 300).length;
    }),
  );
  expect(new Set(ends)).toEqual(new Set([1]));
}

const named = (what: string): string => `${what} ${randomUUID()}`;
const idOf = async (path: string, body: object): Promise<string> => (await owner.ok.post(path, body)).id;

test("a category and one below it", () =>
  race(
    () => idOf("/categories", { name: named("Coats") }),
    "/categories",
    (parent_id) => owner.post("/categories", { name: named("Below"), parent_id }),
  ));

test("a kind of prices and a price of it", async () => {
  const product_id = await idOf("/products", { name: "Coat" });
  await race(
    () => idOf("/price-kinds", { code: randomUUID(), title: "Kind" }),
    "/price-kinds",
    (price_kind_id) => owner.post("/prices", { product_id, price_kind_id, currency: "USD", net: 10_000 }),
  );
});

test("a category and a product in it", () =>
  race(
    () => idOf("/categories", { name: named("Coats") }),
    "/categories",
    (category_id) => owner.post("/products", { name: "Coat", category_ids: [category_id] }),
  ));

test("a schema of options and a product that has it", () =>
  race(
    () => idOf("/option-schemas", { name: named("Options") }),
    "/option-schemas",
    (option_schema_id) => owner.post("/products", { name: "Coat", option_schema_id }),
  ));

describe("what is booked (MRC-BKG-5)", () => {
  const member = (given: object) => owner.post("/team-members", { display_name: "Kim", ...given });
  const resource = (given: object) => owner.post("/bookable-resources", { name: "Room", ...given });
  const set = () => idOf("/availability-rule-sets", { name: "Hours", timezone: "UTC" });

  test("a team and a member of it", () =>
    race(
      () => idOf("/teams", { name: "Tailors" }),
      "/teams",
      (team_id) => member({ team_id }),
    ));

  test("a role and a member who has it", () =>
    race(
      () => idOf("/team-roles", { name: "Cutter" }),
      "/team-roles",
      (role) => member({ role_ids: [role] }),
    ));

  test("a type and a resource of it", () =>
    race(
      () => idOf("/resource-types", { name: "Rooms" }),
      "/resource-types",
      (resource_type_id) => resource({ resource_type_id }),
    ));

  test("a set of rules, and a member or a resource that has it", async () => {
    const path = "/availability-rule-sets";
    await race(set, path, (availability_rule_set_id) => member({ availability_rule_set_id }));
    await race(set, path, (availability_rule_set_id) => resource({ availability_rule_set_id }));
  });

  test("a resource and a rule about its time: the rule goes with it", async () => {
    const rules: string[] = [];
    for (let i = 0; i < PAIRS / 4; i++) {
      const subject_id = await idOf("/bookable-resources", { name: "Room" });
      const subject = { subject_kind: "bookable_resource", subject_id, timezone: "UTC" };
      const times = { repeat: "daily", start: "09:00", end: "17:00" };
      const asked = [
        () => owner.delete(`/bookable-resources/${subject_id}`),
        () => owner.post("/availability-rules", { ...subject, ...times }),
      ];
      const [removed] = await Promise.all(asked.map((each) => each()));
      expect(removed?.status).toBe(200);
      rules.push(...(await owner.ok.get(`/availability-rules?subject_id=${subject_id}`)).data);
    }
    expect(rules).toEqual([]);
  });

  test("a tag and a resource that gets it: it keeps none that is gone", async () => {
    const id = await idOf("/bookable-resources", { name: "Room" });
    for (let i = 0; i < PAIRS / 4; i++) {
      const tag_id = await idOf("/booking-tags", { slug: randomUUID(), label: "Quiet" });
      const asked = [
        () => owner.delete(`/booking-tags/${tag_id}`),
        () => owner.post(`/bookable-resources/${id}/assign-tag`, { tag_id }),
      ];
      const [removed] = await Promise.all(asked.map((each) => each()));
      expect(removed?.status).toBe(200);
    }
    expect((await owner.ok.get(`/bookable-resources/${id}`)).tag_ids).toEqual([]);
  });
});

test("a port and a terminal of it", () =>
  race(
    () => idOf("/ports", { code: randomUUID(), name: "Gdansk", locode: "PLGDN" }),
    "/ports",
    (port_id) => owner.post("/ports", { code: randomUUID(), name: "Deepwater", type: "terminal", port_id }),
  ));

test("a SKU and a variant that is linked to it", async () => {
  const shop = await openWorkshop(owner);
  const [location_id, variant_ids] = [await shop.site("Works"), [] as string[]];
  for (let i = 0; i < PAIRS; i++) variant_ids.push(await idOf("/products", { name: named("Coffee") }));
  await race(
    () => shop.sku(named("Coffee")),
    "/skus",
    (sku_id) => owner.post(`/variants/${variant_ids.pop()}/link`, { sku_id, location_id }),
  );
});
