/** The collection for Postman and Bruno, and the plain text for programs that read first, say what the server does. */
import { readFile } from "node:fs/promises";
import { nativeCollection } from "../../app/write-docs.ts";
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";

const file = new URL("../../docs/backroom.postman_collection.json", import.meta.url);
let backroom: Backroom;
let collection: Json;

beforeAll(async () => {
  backroom = await startBackroom();
  collection = JSON.parse(await readFile(file, "utf8"));
});
afterAll(() => backroom.stop());

const requests = (): Json[] =>
  collection.item.flatMap(({ item }: Json) => item.map((each: Json) => each.request));

/** As Postman sends it: with the variables of the collection, without what is disabled. */
function addressOf({ url }: Json, baseUrl: string): string {
  const query = (url.query ?? []).filter((each: Json) => !each.disabled);
  const asked = query.map(({ key, value }: Json) => `${key}=${encodeURIComponent(value)}`).join("&");
  return [`${url.host.join("/").replace("{{baseUrl}}", baseUrl)}/${url.path.join("/")}`, asked]
    .filter(Boolean)
    .join("?");
}

const send = (request: Json): Promise<Response> =>
  fetch(addressOf(request, `${backroom.url}/api/v1`), {
    method: request.method,
    headers: {
      authorization: `Bearer ${backroom.owner.key}`,
      ...Object.fromEntries(
        (request.header ?? []).flatMap((each: Json) => (each.disabled ? [] : [[each.key, each.value]])),
      ),
    },
    ...(request.body?.raw ? { body: request.body.raw } : {}),
  });

test("the collection is that of the document of today", async () => {
  expect(await readFile(file, "utf8")).toBe(await nativeCollection());
});

test("it has every operation of the document, under its tag, with one key for all", async () => {
  const { paths } = await backroom.owner.ok.get("/openapi.json");
  const methods = Object.values<Json>(paths).flatMap((each) =>
    Object.keys(each).filter((name) => name !== "parameters"),
  );
  expect(requests()).toHaveLength(methods.length);
  expect(collection.auth).toMatchObject({
    type: "bearer",
    bearer: [{ key: "token", value: "{{bearerToken}}" }],
  });
  expect(collection.variable.map(({ key }: Json) => key)).toEqual(["baseUrl", "bearerToken"]);
});

test("its lists and reports are answered as they stand, and what it creates is created", async () => {
  const lists = requests().filter(
    ({ method, url }) => method === "GET" && !url.path.some((each: string) => each.startsWith(":")),
  );
  expect(lists.length).toBeGreaterThan(80);
  const toggle = { identifier: "new_till", name: "New till", type: "boolean", default_value: "false" };
  await backroom.owner.ok.post("/feature-toggles", toggle);
  const refused: string[] = [];
  // An id of an example is to be replaced by one's own.
  const complete = lists.filter((each) => !/=01a21000-/.test(addressOf(each, "")));
  for (const request of complete) {
    const { status } = await send(request);
    if (status !== 200) refused.push(`${addressOf(request, "")}: ${status}`);
  }
  expect(refused).toEqual([]);
  const account = requests().find(
    ({ method, url }) => method === "POST" && url.path.join("/") === "accounts",
  );
  const made = await send(account);
  expect([made.status, await made.json()]).toMatchObject([201, JSON.parse(account.body.raw)]);
});

test("llms.txt names every operation and document in plain text", async () => {
  const reply = await fetch(`${backroom.url}/llms.txt`);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  const text = await reply.text();
  expect(text).toMatch(/^# Backroom\n\n> /);
  const { paths } = await backroom.owner.ok.get("/openapi.json");
  const named = Object.entries<Json>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) =>
      method === "parameters" ? [] : [`- ${method.toUpperCase()} ${path}: `],
    ),
  );
  expect(named.filter((each) => !text.includes(each))).toEqual([]);
  for (const dialect of ["consigncloud/api/v1", "circular", "pharus/api", "candle/v1", "mercato/api"])
    expect(text).toContain(`/${dialect}/openapi.json`);
});
