/** Every operation of Circular's document, and every delete that it promises, called in every way. */

import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type CircularWorld, circularWorld, type Kind, kinds } from "../../support/circular.ts";
import { judge, sameFields, type Trial, verdict } from "../../support/conformance.ts";
import { dataUri, oneColor } from "../../support/pictures.ts";
import { fullBody, type SeedOperation, seedOf } from "../../support/seed.ts";

const { operations } = seedOf("circular");
const found = new Map<string, string[]>();
let backroom: Backroom;
let world: CircularWorld;
let made = 0;

beforeAll(async () => {
  backroom = await startBackroom();
  world = await circularWorld(backroom);
});

afterAll(async () => {
  await backroom?.stop();
  process.stdout.write(`${verdict("circular", operations, found)}\n`);
});

const address = (at: string, query = "") => `/api/${world.slug}/${at}${query ? `?${query}` : ""}`;
const operationOf = (method: string, at: string) => operations.find(({ key }) => key === `${method} /${at}`)!;

async function ok(method: string, path: string, body?: Json): Promise<Json> {
  const said = await world.own(method, path, body);
  if (said.status !== 200) throw new Error(`${method} ${path}: ${said.status} ${JSON.stringify(said.body)}`);
  return said.body;
}

/** How many there are, and the latest of them, which stand last. */
async function all(at: string): Promise<Json> {
  const { pagination } = await ok("GET", address(at, "take=1"));
  return ok("GET", address(at, `take=5&skip=${Math.max(0, pagination.total - 5)}`));
}
const listed = async (at: string, id: string) =>
  (await all(at)).data.find((each: Json) => each.id === id) as Json | undefined;

/** A creation with every documented field. */
function whole(at: string, kind: Kind): Json {
  made += 1;
  const operation = operationOf("POST", at);
  return fullBody(world.seed, operation, kind.given(world, made));
}

const create = async (at: string, kind: Kind): Promise<Json> => ok("POST", address(at), whole(at, kind));

/** What was written is seen in the list and natively. */
async function seen(at: string, kind: Kind, written: Json, answer: Json): Promise<void> {
  sameFields(written, answer, "the answer", kind.reads);
  sameFields(written, await listed(at, answer.id), "the list", kind.reads);
  const native = await world.owner.ok.get(`${kind.native}/${answer.id}`);
  for (const [name, [own, value = (sent: Json) => sent]] of Object.entries(kind.natively))
    if (name in written) sameFields({ [own]: value(written[name]) }, native, `the native API (${name})`);
}

/** What is gone answers natively as its kind says. */
function goneNatively({ gone }: Kind, { status, body }: { status: number; body: Json }): void {
  if (gone === "nowhere" ? status !== 404 : status !== 200) throw new Error(`natively it answers ${status}`);
  if (gone === "deleted" && !body.deleted_at) throw new Error("natively it is not deleted");
  if (gone === "cancelled" && body.status !== "cancelled") throw new Error(`natively it is ${body.status}`);
}

const trials: Record<string, (at: string, kind: Kind) => Trial> = {
  GET: (at, kind) => ({
    foreign: "refused",
    state: async () => null,
    full: async () => {
      await create(at, kind);
      return { query: "since=1500000000&take=500&skip=0" };
    },
    async proof(_asked, { data, pagination }) {
      const [first] = data;
      const one = await ok("GET", address(at, "take=1&skip=0"));
      if (one.data.length !== 1 || one.data[0].id !== first.id) throw new Error("take=1 shows another");
      if (pagination.total !== data.length) throw new Error(`total ${pagination.total} of ${data.length}`);
      const rest = await ok("GET", address(at, "skip=1&take=500"));
      if (rest.data.length !== data.length - 1) throw new Error("skip=1 leaves out more or less than one");
      const beyond = await ok("GET", address(at, "skip=100000"));
      if (beyond.data.length !== 0 || beyond.pagination.total !== data.length)
        throw new Error("a page beyond the end is not empty");
      const later = await ok("GET", address(at, `since=${Date.now() + 60_000}`));
      if (later.data.length !== 0) throw new Error("'since' shows what is older");
      await world.owner.ok.get(`${kind.native}/${first.id}`);
    },
  }),
  POST: (at, kind) => ({
    foreign: "refused",
    state: async () => (await all(at)).pagination.total,
    full: async () => ({ body: whole(at, kind) }),
    least: async () => {
      const body = whole(at, kind);
      return { body: Object.fromEntries(kind.needs.map((name) => [name, body[name]])) };
    },
    aside: [...(kind.aside ?? [])],
    proof: (asked, answer) => seen(at, kind, asked.body, answer),
  }),
  PATCH: (at, kind) => {
    const written = (id: Json) => {
      made += 1;
      const values = (kind.changed ?? kind.given)(world, made);
      return fullBody(world.seed, operationOf("PATCH", at), { ...values, ...id, sku: undefined });
    };
    return {
      foreign: "refused",
      state: () => all(at),
      full: async () => {
        const { id } = await create(at, kind);
        return { body: written({ id, ...(kind.slug ? { [kind.slug]: undefined } : {}) }) };
      },
      // By slug where there is one, else nothing but the id.
      least: async () => {
        const entry = await create(at, kind);
        if (!kind.slug || at === "stores") return { body: { id: entry.id } };
        return { body: { [kind.slug]: entry[kind.slug], name: `Renamed ${made}` } };
      },
      aside: ["id", ...(kind.slug ? [kind.slug] : []), ...(kind.aside ?? [])],
      proof: (asked, answer) => seen(at, kind, asked.body, answer),
    };
  },
  DELETE: (at, kind) => ({
    foreign: "refused",
    state: () => all(at),
    full: async () => ({ body: { id: (await create(at, kind)).id } }),
    least: async () => ({ query: `id=${(await create(at, kind)).id}` }),
    async proof(asked, answer) {
      const id = asked.body?.id ?? asked.query?.slice(3);
      if (answer.id !== id) throw new Error("another entry is answered");
      if (kind.gone !== "cancelled" && (await listed(at, id))) throw new Error("it is still in the list");
      const native = await world.owner.get(`${kind.native}/${id}`);
      goneNatively(kind, native);
    },
  }),
};

const organizations: Record<string, Trial> = {
  GET: {
    foreign: "refused",
    state: async () => null,
    full: async () => ({ query: "since=0" }),
    async proof(_asked, { data }) {
      if (data.length !== 1 || data[0].organization_slug !== world.slug)
        throw new Error(JSON.stringify(data));
    },
  },
  PATCH: {
    foreign: "refused",
    state: () => ok("GET", address("organizations")),
    aside: ["id", "organization_slug"],
    async full() {
      const [{ id, currency }] = (await ok("GET", address("organizations"))).data;
      const given = { id, organization_slug: world.slug, currency, address_line_2: "Back yard" };
      return { body: fullBody(world.seed, operationOf("PATCH", "organizations"), given) };
    },
    least: async () => ({ body: { name: "Renamed shop" } }),
    async proof({ body }, answer) {
      sameFields(body, answer, "the answer");
      sameFields(body, (await ok("GET", address("organizations"))).data[0], "the list");
      const native = (await world.owner.ok.get("/organizations")).data[0];
      sameFields({ name: body.name }, native, "the native API");
      if (body.consignment_split) sameFields({ default_split: 500_000 }, native, "the native API");
    },
  },
};

const special: Record<string, () => Trial> = {
  "GET /price/{productId}": () => ({
    foreign: "refused",
    state: async () => null,
    full: async () => ({ params: { productId: (await create("products", kinds.products!)).id } }),
    async proof(_asked, answer) {
      for (const name of ["price", "low", "high"])
        if (!(name in answer)) throw new Error(`there is no '${name}' in ${JSON.stringify(answer)}`);
    },
  }),
  "POST /products/classify": () => ({
    foreign: "refused",
    state: async () => (await all("products")).pagination.total,
    full: async () => ({ body: { images: [dataUri(await oneColor("10204a"))] } }),
    async proof(_asked, answer) {
      if (answer.color_slug !== "navy") throw new Error(`navy is not seen: ${JSON.stringify(answer)}`);
    },
  }),
};

function trialOf({ key, method }: SeedOperation): Trial {
  const at = key.split("/")[1]!;
  if (special[key]) return special[key]();
  return at === "organizations" ? organizations[method]! : trials[method]!(at, kinds[at]!);
}

test.each(operations.map((each) => [each.key, each] as const))("%s", async (key, operation) => {
  const problems = await judge(world, operation, trialOf(operation));
  found.set(key, problems);
  expect(problems).toEqual([]);
});
