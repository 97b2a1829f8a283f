/** Whatever a dialect refuses, it refuses in its own words: no message of it names a field that only the native API has. */
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { each, type Field, filled, type Route, routesOf } from "../support/routes.ts";
import { type Wire, wireTo } from "../support/wire.ts";

let backroom: Backroom;
let wire: Wire;
let routes: Route[];

beforeAll(async () => {
  backroom = await startBackroom();
  const { key } = await backroom.owner.ok.post("/api-keys", { name: "All", access: "admin" });
  wire = wireTo(backroom.url, key);
  routes = await routesOf(backroom.url, key);
});
afterAll(() => backroom?.stop());

/** Every name that a document has: of properties, parameters and words of enumerations. */
function namesIn(document: Json, names = new Set<string>()): Set<string> {
  if (Array.isArray(document)) for (const one of document) namesIn(one, names);
  else if (typeof document === "object" && document !== null) {
    for (const name of Object.keys(document.properties ?? {})) names.add(name);
    for (const word of document.enum ?? []) names.add(String(word));
    if (document.in && document.name) names.add(document.name);
    for (const one of Object.values(document)) namesIn(one, names);
  }
  return names;
}

const long = "x".repeat(70_000);
const nobody = "01890000-0000-7000-8000-000000000000";

/** Values that pass as text or number of the wire, and are refused further in; and some that do not even pass. */
function wrongFor({ schema }: Field): unknown[] {
  const type = [schema.type].flat().find((one) => one !== "null");
  if (type === "string" && schema.format === "uuid") return [nobody, "nobody"];
  if (type === "string") return [long, "", 7];
  if (type === "integer" || type === "number") return [-1, 1e12, 3_000_000_000, 0.123_456_7, "many"];
  if (type === "array") return [[nobody], [long.slice(0, 3000)], [{ nope: 1 }], Array(600).fill("x")];
  if (type === "object") return [{ nope: 1 }, 7];
  return [7, "perhaps"];
}

type Refusal = { asked: string; text: string };

/** What is told of fields: the messages, and where they point. */
function told(body: Json): string[] {
  const listed = [body.details, body.details?.errors].filter(Array.isArray).flat() as Json[];
  const places = listed.flatMap((one) => [one.pointer, one.field, one.message]);
  return [body.error, body.message, ...Object.keys(body.errors ?? {}), ...places].filter(
    (text): text is string => typeof text === "string",
  );
}

async function refusalsOf(route: Route, ids: Record<string, string>): Promise<Refusal[]> {
  const { method, path, fields, parameters } = route;
  const target = filled(route, ids);
  const found: Refusal[] = [];
  const ask = async (query: string, body?: unknown) => {
    const said = await wire.send(method, query ? `${target}?${query}` : target, body);
    const asked = `${method} ${path} ${query} ${JSON.stringify(body)?.slice(0, 80) ?? ""}`;
    expect([asked, said.status >= 500 || said.status === 429]).toEqual([asked, false]);
    if (said.status >= 400) for (const text of told(said.body)) found.push({ asked, text });
  };
  const named = parameters.filter((one) => one.in === "query").map((one) => one.name);
  if (method === "GET") {
    for (const query of ["nope=1", "sort_by=nope", "sort_by=sku", "include=nope", "expand=nope", "take=x"])
      await ask(query);
    for (const name of [...named, "created", "sold", "expires", "finalized"])
      for (const value of ["", "x", long.slice(0, 3000), nobody, "2024-01-01", "99999999999999"])
        for (const op of value === "x" ? ["", ":gte", ":in", ":ne"] : [""])
          await ask(`${name}${op}=${value}`);
    return found;
  }
  const bare = path.startsWith("/circular") && method !== "POST" ? { id: ids[path] ?? nobody } : {};
  await ask("", []);
  await ask("", { ...bare, nope: 1 });
  await ask("nope=1", bare);
  // What is told of other objects inside a body.
  for (const changes of [
    { color: long },
    { nope: 1 },
    { title: long },
    { account: nobody },
    { tag_price: -1 },
    { created: 1 },
  ])
    await ask("", { [path.includes("/accounts") ? "accounts" : "items"]: [ids.item_id], changes });
  for (const filter of [
    { nope: 1 },
    { created: "x" },
    { sold: "2024-01-01" },
    { tag_price: -1 },
    { sku: long },
  ])
    await ask("", { filter, changes: { title: "x" } });
  for (const field of fields)
    for (const value of [null, ...wrongFor(field)]) await ask("", { ...bare, [field.name]: value });
  return found;
}

/** Something of everything, so that changes have a target. */
async function somethings(dialect: string): Promise<Record<string, string>> {
  const { ok } = backroom.owner;
  const store = await ok.post("/stores", { name: "Main", timezone: "Europe/Oslo" });
  const account = await ok.post("/accounts", { first_name: "Ada", is_vendor: true });
  const item = await ok.post("/items", { title: "Hat", tag_price: 100, account_id: account.id });
  const sale = await ok.post("/sales", { store_id: store.id, lines: [{ item_id: item.id }] });
  const batch = await ok.post("/batches", { account_id: account.id });
  const category = await ok.post("/categories", { name: `Coats of ${dialect}` });
  const tax = await ok.post("/taxes", { name: "Sales tax", rate_ppm: 1, type: "exclusive" });
  const discount = await ok.post("/discounts", { name: "Ten", value_type: "percentage", value: 100_000 });
  const delivery = await ok.post("/deliveries", {
    ...{ account_id: account.id, store_id: store.id, delivery_at: "2099-01-01T10:00:00.000Z" },
  });
  const by = { items: item, accounts: account, sales: sale, batches: batch, taxes: tax, discounts: discount };
  const places = { locations: store, stores: store, "item-categories": category, sellers: account };
  const more = { products: item, categories: category, deliveries: delivery };
  return Object.fromEntries(
    Object.entries({ ...by, ...places, ...more }).map(([name, { id }]) => [name, id]),
  );
}

test.each(["consigncloud", "circular"])(
  "no refusal of %s names a field of the native API only",
  async (dialect) => {
    const documentOf = (prefix: string) => wire.ok("GET", `${prefix}/openapi.json`);
    const prefix = dialect === "circular" ? "/circular" : "/consigncloud/api/v1";
    const own = namesIn(await documentOf(prefix));
    const native = namesIn(await documentOf("/api/v1"));
    const foreign = [...native].filter((name) => !own.has(name) && /^[a-z_]+$/.test(name));
    expect(foreign).toEqual(
      expect.arrayContaining(["created_at", "store_id", "rate_ppm"].filter((n) => !own.has(n))),
    );
    const there = await somethings(dialect);
    const { slug } = (await backroom.owner.ok.get("/organizations")).data[0];
    const leaks = new Map<string, string>();
    await each(
      routes.filter((route) => route.dialect === dialect && !/purge|classify/.test(route.path)),
      4,
      async (route) => {
        const part = route.path.replace(/^.*(api\/v1|\{organization_slug\})\//, "").split("/")[0]!;
        const ids = {
          id: there[part]!,
          item_id: there.items!,
          organization_slug: slug,
          [route.path]: there[part]!,
        };
        for (const { asked, text } of await refusalsOf(route, ids)) {
          // Names with an underscore are nobody's English; others are told between quotes.
          const words = text.match(/[a-z]+(?:_[a-z]+)+|(?<=')[a-z]+(?=')/g) ?? [];
          for (const word of words)
            if (foreign.includes(word) && !asked.includes(word))
              leaks.set(`${route.path} ${word}`, `${asked}: ${text.slice(0, 300)}`);
        }
      },
    );
    expect([...leaks.values()]).toEqual([]);
  },
  300_000,
);

test("sort_by offers what is taken, list by list (21.2)", async () => {
  const base = "/consigncloud/api/v1";
  const lists = routes.filter(
    ({ dialect, method, path, parameters }) =>
      dialect === "consigncloud" &&
      method === "GET" &&
      !path.includes("{") &&
      !path.endsWith("/export") &&
      parameters.some(({ name }) => name === "sort_by"),
  );
  expect(lists.map(({ path }) => path)).toEqual(expect.arrayContaining([`${base}/items`, `${base}/sales`]));
  for (const { path } of lists) {
    const refused = await wire.send("GET", `${path}?sort_by=nope`);
    expect([path, refused.status]).toEqual([path, 400]);
    const [, offered = ""] = /must be one of: ([a-z_, ]+);/.exec(refused.body.error) ?? [];
    expect([path, offered.includes("created")]).toEqual([path, true]);
    for (const name of offered.split(", "))
      for (const sort of [name, `-${name}`, `${name}:asc`, `${name}:desc`])
        expect([path, sort, (await wire.send("GET", `${path}?sort_by=${sort}`)).status]).toEqual([
          path,
          sort,
          200,
        ]);
  }
});

test("created and updated are found by the moment itself (21.2)", async () => {
  const { ok } = wire;
  const item = await backroom.owner.ok.post("/items", {
    title: "Cap",
    tag_price: 1,
    inventory_type: "retail",
  });
  const ids = async (query: string) =>
    (await ok("GET", `/consigncloud/api/v1/items?${query}`)).data.map((one: Json) => one.id);
  expect(await ids("created=2024-01-01T00:00:00Z")).toEqual([]);
  for (const query of [
    `created=${item.created_at}`,
    `updated=${item.created_at}`,
    `created[eq]=${item.created_at}`,
  ])
    expect(await ids(query)).toContain(item.id);
  expect((await backroom.owner.ok.get(`/items?created_at=${item.created_at}`)).data).toMatchObject([
    { id: item.id },
  ]);
  const named = await wire.send("GET", "/consigncloud/api/v1/items?sold=2024-01-01T00:00:00Z");
  expect(named.status === 200 || /sold:gte/.test(named.body.error)).toBe(true);
});
