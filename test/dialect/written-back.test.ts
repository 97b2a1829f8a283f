/**
 * Writing back what was read changes nothing: every resource, natively and in both dialects, field by field and all at once,
 * in stores from −11 to +14 hours and half an hour before and after their midnight.
 */
import { setClock } from "../../shared/clock.ts";
import { addDays, businessDate, startOfDate } from "../../shared/dates.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { type Everything, everythingIn } from "../support/everything.ts";
import { fillShop } from "../support/rich-shop.ts";
import { each, type Route, routesOf } from "../support/routes.ts";
import { unlike } from "../support/state.ts";
import { type Wire, wireTo } from "../support/wire.ts";

const zones = [
  "Pacific/Pago_Pago",
  "America/Los_Angeles",
  "UTC",
  "Europe/Berlin",
  "Asia/Tokyo",
  "Pacific/Kiritimati",
];
const HALF_AN_HOUR = 1_800_000;

let moment: number | null = null;
const restore = setClock(() => moment ?? Date.now());

let backroom: Backroom;
let everything: Everything;
let owner: Client & { organization_id: string };
let wire: Wire;
let routes: Route[];
let slug: string;
/** Words that every organization has: nobody changes them. */
let shared: Set<string>;
beforeAll(async () => {
  backroom = await startBackroom();
  everything = await everythingIn(backroom);
  owner = await backroom.organization("Written back");
  await fillShop(owner, 'Zwei\nZeilen, «ß»; "so"');
  slug = (await owner.ok.get("/organizations")).data[0].slug;
  for (const timezone of zones) await fillStore(timezone);
  const vocabulary = ["brands", "categories", "colors", "sizes", "fabrics"];
  const words = await Promise.all(vocabulary.map((name) => owner.ok.get(`/${name}?limit=100`)));
  shared = new Set(
    words.flatMap(({ data }) => data.filter((row: Json) => row.system).map((row: Json) => row.id)),
  );
  wire = wireTo(backroom.url, owner.key);
  routes = (await routesOf(backroom.url, owner.key)).filter(({ method }) => method === "PATCH");
});
afterAll(async () => {
  restore();
  await everything?.close();
  await backroom?.stop();
});

async function fillStore(timezone: string): Promise<void> {
  const { id: store_id } = await owner.ok.post("/stores", { name: timezone, timezone });
  const { id: account_id } = await owner.ok.post("/accounts", { first_name: "Eva", is_vendor: true });
  const obi = { title: `Obi of ${timezone}`, tag_price: 9000, account_id, store_id };
  await owner.ok.post("/items", { ...obi, expiry_days: 30, weight: 0.25, weight_unit: "kg", tags: ["silk"] });
  await owner.ok.post("/items", { ...obi, expires_at: "2099-05-01T10:00:00.000Z" });
  await owner.ok.post("/deliveries", { account_id, store_id, delivery_at: "2030-01-01T10:00:00.000Z" });
}

/** The part of a value that a body may name: what is worked out, inside of it as well, is left out. */
function writable(schema: Json, value: Json): Json {
  // Of a ConsignCloud line the document names no fields.
  if (value?.item && value.quantity)
    return { item: value.item, quantity: value.quantity, discounts: value.discounts ?? [] };
  if (Array.isArray(value)) return value.map((each) => writable(schema.items ?? {}, each));
  if (!schema.properties || typeof value !== "object" || value === null) return value;
  const named = Object.entries<Json>(value).filter(([name]) => name in schema.properties);
  return Object.fromEntries(named.map(([name, each]) => [name, writable(schema.properties[name], each)]));
}

/** What a change of this row may name, as it was shown. */
const shownFields = ({ fields }: Route, row: Json): Json =>
  Object.fromEntries(
    fields
      .filter(({ name }) => name in row && name !== "id")
      .map(({ name, schema }) => [name, writable(schema, row[name])]),
  );

/** Where the rows of a route are listed. */
const listOf = ({ path }: Route): string =>
  `${path.replace(/\/\{\w*id\w*\}$/, "").replace("{organization_slug}", slug)}`;

async function rowsOf(route: Route): Promise<Json[]> {
  const { status, body } = await wire.send("GET", listOf(route));
  if (status !== 200) return [];
  return Array.isArray(body) ? body : (body.data ?? []);
}

/** The row written back: a line about what came of it, when that is not the row. */
async function writtenBack(route: Route, row: Json, body: Json): Promise<string | null> {
  const inBody = !/\{\w*id\w*\}$/.test(route.path);
  const path = inBody ? listOf(route) : `${listOf(route)}/${row.id}`;
  const answer = await wire.send("PATCH", path, inBody ? { id: row.id, ...body } : body);
  const unlike =
    answer.status === 200 ? unlikeIn(row, partOf(answer.body, row)) : JSON.stringify(answer.body);
  return unlike && `${path} ${Object.keys(body)} -> ${answer.status} ${unlike.slice(0, 300)}`;
}

/** A line is answered as a part of its order, which tells what the list tells of the order beside the line. */
const partOf = (answer: Json, row: Json): Json =>
  answer.id === row.id ? answer : { ...row, ...answer.lines?.find(({ id }: Json) => id === row.id) };

const unlikeIn = (row: Json, answer: Json): string =>
  Object.keys(row)
    .filter((name) => JSON.stringify(row[name]) !== JSON.stringify(answer[name]))
    .map((name) => `${name}: ${JSON.stringify(row[name])} -> ${JSON.stringify(answer[name])}`)
    .join();

async function sweep(
  chosen: readonly Route[],
  which: (row: Json) => boolean = () => true,
): Promise<string[]> {
  const wrong: string[] = [];
  const work = (
    await Promise.all(chosen.map(async (route) => ({ route, rows: await rowsOf(route) })))
  ).flatMap(({ route, rows }) =>
    rows.filter((row) => which(row) && !shared.has(row.id)).map((row) => ({ route, row })),
  );
  expect(work.length).toBeGreaterThan(0);
  await each(work, 4, async ({ route, row }) => {
    const fields = shownFields(route, row);
    const bodies = [fields, ...Object.entries(fields).map(([name, value]) => ({ [name]: value }))];
    for (const body of bodies) {
      const found = await writtenBack(route, row, body);
      if (found) wrong.push(found);
    }
  });
  return wrong;
}

test.each(["native", "consigncloud", "circular"])(
  "every row of %s that can be changed, field by field and all at once",
  async (dialect) => {
    const before = await everything.of(owner.organization_id);
    expect(await sweep(routes.filter((route) => route.dialect === dialect))).toEqual([]);
    expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
  },
  300_000,
);

const dated = /\/(items|products|deliveries|discounts)(\/\{id\})?$/;

test.each(zones)("items, products and deliveries around midnight in %s", async (timezone) => {
  const before = await everything.of(owner.organization_id);
  const stores = (await owner.ok.get("/stores?limit=100")).data as Json[];
  const here = stores.find((store) => store.timezone === timezone && store.name === timezone)!.id;
  const midnight = Date.parse(startOfDate(addDays(businessDate(Date.now(), timezone), 1), timezone));
  for (const at of [midnight - HALF_AN_HOUR, midnight + HALF_AN_HOUR]) {
    moment = at;
    const there = (row: Json) => [row.store_id, row.location].includes(here);
    expect({
      at,
      wrong: await sweep(
        routes.filter(({ path }) => dated.test(path)),
        there,
      ),
    }).toEqual({ at, wrong: [] });
  }
  moment = null;
  expect(unlike(before, await everything.of(owner.organization_id))).toEqual([]);
});
