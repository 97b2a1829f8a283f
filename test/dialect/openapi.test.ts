/** The documents that we make held against the ones that the outside world knows: nothing of those is missing (API-12). */
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { cloudSeed } from "../support/consigncloud.ts";
import { isObject, type Seed, seedOf } from "../support/seed.ts";

const seeds: Seed[] = [
  ...[seedOf("circular"), cloudSeed(), seedOf("pharus"), seedOf("candle")],
  seedOf("mercato"),
];
let backroom: Backroom;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom?.stop());

/** A document with its named schemas in their places. */
function whole(value: Json, document: Json): Json {
  if (Array.isArray(value)) return value.map((each) => whole(each, document));
  if (!isObject(value)) return value;
  const { $ref, ...rest } = value as Json;
  const named = $ref ? document.components.schemas[$ref.split("/").at(-1)] : {};
  return Object.fromEntries(
    Object.entries({ ...named, ...rest }).map(([name, each]) => [name, whole(each, document)]),
  );
}

async function documentOf({ dialect }: Seed): Promise<Json> {
  const prefix = {
    ...{ candle: "candle/v1", circular: "circular", pharus: "pharus/api" },
    ...{ consigncloud: "consigncloud/api/v1", mercato: "mercato/api" },
  }[dialect];
  const document: Json = await (await fetch(`${backroom.url}/${prefix}/openapi.json`)).json();
  return { ...document, paths: whole(document.paths, document) };
}

type Way = "shown" | "taken";
const typesOf = ({ type }: Json): string[] => [type ?? []].flat();
/** Whether every value of the first kind is one of the second. */
const fits = (some: string[], all: string[]) =>
  some.every((each) => all.includes(each) || (each === "integer" && all.includes("number")));

/** Where a value of ours is of another kind than the known one. */
function otherKind(ours: Json, known: Json, way: Way): string | null {
  const [some, all] = way === "shown" ? [ours, known] : [known, ours];
  if (typesOf(all).length && !fits(typesOf(some), typesOf(all)))
    return `${typesOf(ours)} and not ${typesOf(known)}`;
  if (some.enum && all.enum && !some.enum.every((each: Json) => all.enum.includes(each)))
    return `the words ${ours.enum} and not ${known.enum}`;
  if (known.format && ours.format && known.format !== ours.format)
    return `${ours.format} and not ${known.format}`;
  return null;
}

/** What of a known schema ours does not have: a field, a type, a word. What is shown may be less, what is taken more. */
function missing(seed: Seed, ours: Json, said: Json, way: Way, at: string): string[] {
  const known = seed.resolve(said?.allOf?.length === 1 ? said.allOf[0] : said);
  if (!known || known["x-unspecified"] || Object.keys(known).length === 0) return [];
  if (!ours) return [`${at} is missing`];
  // What else stands under `anyOf` there says which fields are needed.
  const choices = known.oneOf;
  if (choices || ours.anyOf) {
    const own: Json[] = ours.anyOf ?? [ours];
    return (choices ?? [known]).flatMap((each: Json, i: number) =>
      missing(seed, own[i], each, way, `${at}<${i}>`),
    );
  }
  const other = otherKind(ours, known, way);
  if (other) return [`${at}: ${other}`];
  if (known.items) return missing(seed, ours.items, known.items, way, `${at}[]`);
  return Object.entries(known.properties ?? {}).flatMap(([name, each]) =>
    missing(seed, ours.properties?.[name], each, way, `${at}.${name}`),
  );
}

function missingOf(seed: Seed, document: Json): string[] {
  return seed.operations.flatMap(({ key, path, method, said }) => {
    const own = document.paths[path]?.[method.toLowerCase()];
    if (!own) return [`${key} is missing`];
    if (!said) return [];
    const parameters = (said.parameters ?? []).flatMap((each: Json) => {
      const known = seed.resolve(each);
      const same = own.parameters?.find((one: Json) => one.name === known.name && one.in === known.in);
      if (!same) return [`${key}: the parameter ${known.name} is missing`];
      // A format in the address is only another word for the same text.
      return missing(seed, same.schema, known.schema, "taken", `${key}: ${known.name}`);
    });
    const media = (each: Json) => Object.entries<Json>(seed.resolve(each)?.content ?? {})[0] ?? [];
    const [type, body] = media(said.requestBody);
    const bodies = type
      ? missing(seed, own.requestBody?.content?.[type]?.schema, body.schema, "taken", `${key}, body`)
      : [];
    const responses = Object.entries<Json>(said.responses).flatMap(([status, response]) => {
      // "Any error": ours names each one.
      if (status === "default") return [];
      if (!own.responses[status]) return [`${key}: the status ${status} is missing`];
      const [kind, shown] = media(response);
      if (!kind || !/^2/.test(status)) return [];
      return missing(
        seed,
        own.responses[status].content?.[kind]?.schema,
        shown.schema,
        "shown",
        `${key}, answer`,
      );
    });
    return [...parameters, ...bodies, ...responses];
  });
}

/** Where a document says of itself that something is added. */
function added(value: Json, at = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => added(each, `${at} ${each?.name ?? ""}`));
  if (!isObject(value)) return [];
  const inside = Object.entries(value).flatMap(([name, each]) => added(each, `${at} ${name}`));
  return value["x-added"] ? [at.trim(), ...inside] : inside;
}

/** Orders of customers have lines without a SKU, and perhaps neither a firm nor a channel (MRC-ONE-4). */
const decided: readonly RegExp[] = [
  /\/sales-order.*\.(customerId|orderChannelId|skuId): string,null and not string$/,
];
const isDecided = (missed: string): boolean => decided.some((each) => each.test(missed));

describe.each(seeds.map((seed) => [seed.dialect, seed] as const))("%s", (_name, seed) => {
  test("has every path, parameter, field, type and status of the known document (API-12)", async () => {
    const missed = missingOf(seed, await documentOf(seed));
    expect(missed.filter((each) => !isDecided(each))).toEqual([]);
  });

  test("marks what it adds, and nothing that was known", async () => {
    const document = await documentOf(seed);
    const all = added(document.paths);
    const operations = all.filter((each) => /^\S+ (get|post|patch|put|delete)$/.test(each));
    process.stdout.write(
      `${seed.dialect} adds ${operations.join(", ") || "no operation"}; marks: ${all.length}\n`,
    );
    for (const { path, method } of seed.operations)
      expect(document.paths[path]?.[method.toLowerCase()]?.["x-added"]).toBeUndefined();
    const known = new Set(seed.operations.map(({ path, method }) => `${path} ${method.toLowerCase()}`));
    const beyond = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${path} ${method}`),
    );
    expect(operations.sort()).toEqual(beyond.filter((each) => !known.has(each)).sort());
  });
});

test("marks fields, parameters and statuses one by one", async () => {
  const document = await documentOf(seeds[1]!);
  const { parameters, responses } = document.paths["/items"].get;
  const marked = (name: string) => parameters.find((each: Json) => each.name === name)["x-added"];
  expect([marked("category"), marked("sku"), marked("sort_by")]).toEqual([undefined, true, true]);
  const { properties } = responses["200"].content["application/json"].schema.properties.data.items;
  expect([properties.title["x-added"], properties.sku["x-added"]]).toEqual([undefined, true]);
  expect([responses["429"]["x-added"], responses["503"]["x-added"]]).toEqual([undefined, true]);
});

test.each(["api/v1", "circular", "pharus/api", "candle/v1", "consigncloud/api/v1", "mercato/api"])(
  "API-12: no query parameter of %s is null, because text in a query is none",
  async (prefix) => {
    const { paths }: Json = await (await fetch(`${backroom.url}/${prefix}/openapi.json`)).json();
    const operations = Object.values<Json>(paths).flatMap((path) => Object.entries<Json>(path));
    const nulls = operations.flatMap(([method, { operationId, parameters = [] }]) =>
      (parameters as Json[])
        .filter(({ schema }) => [schema?.type ?? []].flat().includes("null") || schema?.enum?.includes(null))
        .map(({ name }) => `${method} ${operationId}: ${name}`),
    );
    expect(nulls).toEqual([]);
  },
);
