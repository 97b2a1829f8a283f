/** The gateway over real HTTP: methods, headers, limits and refusals, on the native API of taxes. */
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let owner: Client;
let url: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  url = `${backroom.url}/api/v1`;
});
afterAll(() => backroom.stop());

const json = { "content-type": "application/json" };
const auth = () => ({ authorization: `Bearer ${owner.key}` });
const send = (method: string, path: string, options: RequestInit = {}) =>
  fetch(`${url}${path}`, { method, ...options, headers: { ...auth(), ...options.headers } });
let made = 0;
const tax = (more: object = {}) => {
  made += 1;
  return { name: `Tax ${made}`, rate_ppm: 1000, type: "exclusive", ...more };
};

/** The bytes of an answer to a request as it was written. */
const raw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(backroom.url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });

test.each(["/api/v1/items", "/consigncloud/api/v1/items", "/consigncloud/api/v1/sales"])(
  "%s tells the first hundred of a great many errors and how many there are",
  async (path) => {
    const body = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`odd${i}`, 1]));
    const reply = await fetch(backroom.url + path, {
      method: "POST",
      headers: { ...auth(), ...json },
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(400);
    const text = await reply.text();
    expect(text.length).toBeLessThan(200_000);
    expect(text).toMatch(/"error_count":30\d\d\d/);
  },
);

describe("methods (API-3, API-8)", () => {
  test("HEAD is GET without a body; OPTIONS and 405 tell what is allowed", async () => {
    const got = await send("GET", "/taxes");
    const head = await send("HEAD", "/taxes");
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    expect(head.headers.get("content-length")).toBe(got.headers.get("content-length"));
    const options = await send("OPTIONS", "/taxes");
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
    const put = await send("PUT", "/taxes");
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
    expect(await put.json()).toMatchObject({ code: "method_not_allowed", status: 405 });
    const patched = await send("PUT", `/taxes/${randomUUID()}`);
    expect(patched.headers.get("allow")).toBe("DELETE, GET, HEAD, OPTIONS, PATCH");
  });

  test("one trailing slash is forgiven; encoded words, empty segments and bad encoding lead nowhere", async () => {
    expect((await send("GET", "/taxes/")).status).toBe(200);
    for (const path of [
      "/taxes//",
      "//taxes",
      "/tax%65s",
      "/taxes/%2F",
      "/taxes/%ff",
      "/taxes/%zz",
      "/nowhere",
    ])
      expect([path, (await send("GET", path)).status]).toEqual([path, 404]);
  });
});

describe("bodies (API-1, API-11)", () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
    send("POST", "/taxes", { body, headers });

  test.each<[string, string, number, string]>([
    ["not JSON", "{", 400, "malformed_json"],
    ["a key twice", '{"name":"a","name":"b"}', 400, "duplicate_key"],
    ["an escaped operator", '{"\\u0024where":"1"}', 400, "forbidden_key"],
    ["a number beyond 2^53", '{"rate_ppm":9007199254740993}', 400, "number_too_large"],
    ["too deep", `${"[".repeat(21)}${"]".repeat(21)}`, 400, "too_deep"],
    ["an array", "[]", 400, "object"],
    ["text", '"x"', 400, "object"],
    ["nothing", "", 400, "required"],
    ["null", "null", 400, "object"],
    ["an unknown field", '{"nmae":"x"}', 400, "required"],
  ])("%s", async (_, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(((await answer.json()) as { errors: { code: string }[] }).errors[0]!.code).toBe(code);
  });

  test("what is not UTF-8, not JSON by its type, or encoded otherwise", async () => {
    expect((await post(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post("{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await post("{}", {})).status).toBe(415);
    expect((await post("{}", { ...json, "content-encoding": "gzip" })).status).toBe(415);
    expect(
      (await post(JSON.stringify(tax()), { "content-type": "Application/JSON; charset=utf-8" })).status,
    ).toBe(201);
  });

  test("more than a megabyte is refused early, told or not", async () => {
    const big = "x".repeat(1_048_577);
    expect((await post(big)).status).toBe(413);
    const head = `POST /api/v1/taxes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${owner.key}\r\nContent-Type: application/json\r\n`;
    // Told in the header: answered before the body is sent.
    expect(await raw(`${head}Content-Length: 999999999\r\n\r\n`)).toMatch(/^HTTP\/1.1 413/);
    const chunk = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`;
    expect(await raw(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`)).toMatch(
      /^HTTP\/1.1 413/,
    );
  });

  test("too long an address is 414, too many parameters 400", async () => {
    expect((await send("GET", `/taxes?name=${"x".repeat(8200)}`)).status).toBe(414);
    expect((await send("GET", `/taxes?${"limit=1&".repeat(101)}`)).status).toBe(400);
  });
});

describe("headers", () => {
  test("a key is asked for, and an unknown one told so alike (API-13)", async () => {
    for (const authorization of ["", "Basic x", "Bearer", "Bearer x", `Bearer ${"x".repeat(300)}`]) {
      const answer = await fetch(`${url}/taxes`, { headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="backroom"');
      expect(await answer.json()).toMatchObject({ code: "unauthorized" });
    }
  });

  test("a request id is kept when it is one, made when not (API-10)", async () => {
    const idOf = async (given: string) =>
      (await send("GET", "/taxes", { headers: { "x-request-id": given } })).headers.get("x-request-id");
    expect(await idOf("my-request_1")).toBe("my-request_1");
    for (const bad of ["short", "with space", "x".repeat(65), "<script>"]) {
      const made = await idOf(bad);
      expect(made).not.toBe(bad);
      expect(made).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
    }
  });

  test("the state of the rate limit stands on every answer (RAT-1)", async () => {
    const { headers } = await send("GET", "/taxes");
    for (const name of ["limit", "remaining", "reset"])
      expect(headers.get(`ratelimit-${name}`)).toMatch(/^\d+$/);
  });

  test("ETag, If-None-Match and If-Match (API-7)", async () => {
    const { id } = await owner.ok.post("/taxes", tax());
    const got = await send("GET", `/taxes/${id}`);
    const etag = got.headers.get("etag")!;
    expect(etag).toMatch(/^"1-[0-9a-f]{12}"$/);
    const same = await send("GET", `/taxes/${id}`, { headers: { "if-none-match": etag } });
    expect([same.status, await same.text()]).toEqual([304, ""]);
    const patch = (rate_ppm: number, match: string) =>
      owner.patch(`/taxes/${id}`, { rate_ppm }, { "if-match": match });
    expect((await patch(1, '"7"')).status).toBe(412);
    expect((await patch(1, "nonsense")).status).toBe(412);
    expect((await patch(1, etag)).status).toBe(200);
    expect((await patch(2, etag)).status).toBe(412);
    expect((await patch(2, "*")).status).toBe(200);
    expect((await send("GET", `/taxes/${id}`, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  test("answers are JSON: asking for anything else is 406", async () => {
    const asking = async (accept: string) => (await send("GET", "/taxes", { headers: { accept } })).status;
    expect(await asking("text/html;q=0.9, */*;q=0.8")).toBe(200);
    expect(await asking("application/json")).toBe(200);
    expect(await asking("image/png")).toBe(406);
  });
});

describe("idempotency over HTTP (API-9)", () => {
  const post = (body: object, key: string) => owner.post("/taxes", body, { "idempotency-key": key });

  test("repeated: the same status, body and Location, marked as replayed; another body is 422", async () => {
    const [body, key] = [tax(), randomUUID()];
    const first = await post(body, key);
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
    // The order of keys is no other request.
    const again = await post(Object.fromEntries(Object.entries(body).reverse()), key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await post({ ...body, rate_ppm: 2 }, key)).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
    const other = await backroom.organization("Other shop");
    expect((await other.post("/taxes", body, { "idempotency-key": key })).status).toBe(201);
  });

  test("a refusal is replayed as well; a malformed request is not kept", async () => {
    const [id, key] = [randomUUID(), randomUUID()];
    const patch = () => owner.patch(`/taxes/${id}`, { rate_ppm: 1 }, { "idempotency-key": key });
    const first = await patch();
    const again = await patch();
    expect([first.status, again.status]).toEqual([404, 404]);
    expect([first.headers.get("idempotency-replayed"), again.headers.get("idempotency-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect({ ...again.body, request_id: 0 }).toEqual({ ...first.body, request_id: 0 });
    const later = randomUUID();
    expect((await post(tax({ rate_ppm: -1 }), later)).status).toBe(400);
    expect((await post(tax(), later)).status).toBe(201);
  });

  test.each(["x".repeat(256), "é"])("a key of another form is 400: %s", async (key) => {
    const answer = await send("POST", "/taxes", {
      body: JSON.stringify(tax()),
      headers: { ...json, "idempotency-key": key },
    });
    expect(answer.status).toBe(400);
  });
});

test("asking for an unknown expansion of a missing object leaves the process alive (INV-32)", async () => {
  for (let i = 0; i < 5; i++) {
    const [unknown, stray] = await Promise.all([
      owner.get(`/taxes/${randomUUID()}?expand=bogus`),
      owner.get(`/taxes/${randomUUID()}?bogus=1`),
    ]);
    expect([unknown.status, stray.status]).toEqual([400, 400]);
  }
  expect((await owner.get(`/taxes/${randomUUID()}`)).status).toBe(404);
});

test("another organization's object is answered as a missing one is (INV-27, INV-29)", async () => {
  const { id } = await owner.ok.post("/taxes", tax());
  const other = await backroom.organization("Third shop");
  const missing = randomUUID();
  const plain = (body: object, asked: string) =>
    JSON.stringify({ ...body, request_id: 0 }).replaceAll(asked, "<id>");
  for (const ask of [
    (asked: string) => other.get(`/taxes/${asked}`),
    (asked: string) => other.patch(`/taxes/${asked}`, { rate_ppm: 1 }),
    (asked: string) => other.delete(`/taxes/${asked}`),
  ]) {
    const [foreign, none] = [await ask(id), await ask(missing)];
    expect(foreign.status).toBe(404);
    expect(plain(foreign.body, id)).toBe(plain(none.body, missing));
  }
  expect(await owner.ok.get(`/taxes/${id}`)).toMatchObject({ version: 1 });
});
