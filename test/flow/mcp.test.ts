/** An assistant reads a shop by the Model Context Protocol, with the official client. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let shop: Shop;
let assistant: Client;

async function connected(key: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const headers = { authorization: `Bearer ${key}` };
  // The transport's type has no `undefined` where the protocol's has one.
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${backroom.url}/mcp`), { requestInit: { headers } }) as never,
  );
  return client;
}

beforeAll(async () => {
  backroom = await startBackroom();
  shop = await openShop(backroom.owner);
  assistant = await connected(backroom.owner.key);
});
afterAll(async () => {
  await assistant?.close();
  await backroom?.stop();
});

async function asked(client: Client, name: string, given: Json): Promise<{ text: string; isError: boolean }> {
  const { content, isError } = (await client.callTool({ name, arguments: given })) as Json;
  return { text: content[0].text, isError: isError === true };
}

test("its tools are told, and all of them only read", async () => {
  const { tools } = await assistant.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["find_reads", "read", "search"]);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  expect(assistant.getServerVersion()).toMatchObject({ name: "backroom" });
});

test("it finds a read by words, and reads an item, a page and a search", async () => {
  const id = await shop.piece(4200, { title: "Corduroy jacket" });
  const { text } = await asked(assistant, "find_reads", { words: "list items" });
  expect(text.split("\n")[0]).toBe("GET /items: List items");
  expect(text).toContain("status: one of");
  const read = async (path: string, query: Json = {}) =>
    JSON.parse((await asked(assistant, "read", { path, query })).text);
  expect(await read(`/items/${id}`)).toMatchObject({ id, tag_price: 4200 });
  const page = await read("/items", {
    status: "active",
    limit: 1,
    "tag_price:lte": 4200,
    sort: "-created_at",
  });
  expect(page.data).toMatchObject([{ id }]);
  const found = JSON.parse((await asked(assistant, "search", { words: "corduroy" })).text);
  expect(found.data).toMatchObject([{ kind: "items", id }]);
});

test("what it may not do is said in a sentence", async () => {
  const id = await shop.piece();
  const refusals: [Json, RegExp][] = [
    [{ path: "/sales/ring-up/no" }, /find_reads/],
    [{ path: "/items/../api-keys" }, /find_reads/],
    [{ path: "/items/.." }, /find_reads/],
    [{ path: `/items/${id}?expand=x` }, /find_reads/],
    [{ path: "/items", query: { limit: { a: 1 } } }, /texts and numbers/],
    [{ path: "/items", query: { nothing: "1" } }, /There is no query parameter 'nothing'/],
    [{ path: "/items/none" }, /"status":40[04]/],
    [{}, /'path' must be/],
  ];
  for (const [given, sentence] of refusals)
    expect([given, await asked(assistant, "read", given)]).toEqual([
      given,
      { text: expect.stringMatching(sentence), isError: true },
    ]);
  expect(await asked(assistant, "sell", {})).toMatchObject({
    isError: true,
    text: expect.stringContaining("There is no tool 'sell'"),
  });
  // A POST has the same address as a GET elsewhere: nothing is written.
  expect((await backroom.owner.ok.get(`/items/${id}`)).version).toBe(1);
});

test("a key reads what its scopes allow, and only of its own organization", async () => {
  const id = await shop.piece();
  const other = await backroom.organization("Other");
  const stranger = await connected(other.key);
  expect(await asked(stranger, "read", { path: `/items/${id}` })).toMatchObject({
    isError: true,
    text: expect.stringContaining('"status":404'),
  });
  const { key } = await backroom.owner.ok.post("/api-keys", {
    name: "Prices only",
    access: "scopes",
    scopes: ["read:items"],
  });
  const poor = await connected(key);
  expect(await asked(poor, "read", { path: `/items/${id}` })).toMatchObject({ isError: false });
  expect(await asked(poor, "read", { path: "/accounts" })).toMatchObject({
    isError: true,
    text: expect.stringContaining("Requires the scope read:accounts"),
  });
  await Promise.all([stranger.close(), poor.close()]);
});

test("without a key, or by another method, it is refused as elsewhere", async () => {
  await expect(connected("br_live_nobody")).rejects.toThrow(/401|unknown/);
  const reply = await fetch(`${backroom.url}/mcp`, { method: "POST", body: "{}" });
  expect([reply.status, await reply.json()]).toMatchObject([401, { code: "unauthorized" }]);
  const got = await fetch(`${backroom.url}/mcp`, {
    headers: { authorization: `Bearer ${backroom.owner.key}` },
  });
  expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
  const send = (body: string) =>
    fetch(`${backroom.url}/mcp`, {
      method: "POST",
      body,
      headers: {
        authorization: `Bearer ${backroom.owner.key}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
    });
  for (const body of [
    "",
    "{",
    "[]",
    "{}",
    '"x"',
    '{"jsonrpc":"2.0","id":1,"method":"no/such"}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"constructor"}}',
  ]) {
    const { status } = await send(body);
    expect([body, status < 500]).toEqual([body, true]);
  }
});
