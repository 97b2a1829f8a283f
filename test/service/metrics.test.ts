/** What an operator's Prometheus reads. */
import { type Backroom, startBackroom, until } from "../support/backroom.ts";

let backroom: Backroom;
afterEach(() => backroom.stop());

const read = async (token?: string) => {
  const response = await fetch(`${backroom.url}/metrics`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  return { status: response.status, text: await response.text() };
};

test("requests by route and status, work that waits, connections; no key and no address among them", async () => {
  backroom = await startBackroom();
  const { owner } = backroom;
  const item = await owner.ok.post("/items", { title: "Coat", tag_price: 500, inventory_type: "retail" });
  await owner.get(`/items/${item.id}`);
  await owner.get("/items?limit=101");
  await until(
    async () => /backroom_outbox_rows\{service="inventory"\} 0\n/.test((await read()).text),
    "the outbox",
  );
  const { status, text } = await read();
  expect(status).toBe(200);
  const line = (name: string, labels: string) =>
    new RegExp(`^${name}\\{${labels}\\} (\\S+)$`, "m").exec(text)?.[1];
  const native = 'dialect="native",method="GET",route="/api/v1/items';
  expect(line("backroom_requests_total", `${native}/\\{id\\}",status="200"`)).toBe("1");
  expect(line("backroom_requests_total", `${native}",status="400"`)).toBe("1");
  expect(line("backroom_request_seconds_count", `${native}/\\{id\\}"`)).toBe("1");
  for (const service of ["catalog", "inventory", "sales", "accounts", "contracts", "platform"]) {
    expect(line("backroom_dead_letters", `service="${service}"`)).toBe("0");
    expect(Number(line("backroom_mongo_connections_open", `service="${service}"`))).toBeGreaterThan(0);
  }
  expect(text).toMatch(/^backroom_consumer_lag_events\{consumer="accounts\.\w+"\} 0$/m);
  expect(text).not.toContain(item.id);
  expect(text).not.toContain(owner.key);
});

test.each(["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"])(
  "without a token, a request that a proxy on this machine forwards (%s) is nobody's",
  async (name) => {
    backroom = await startBackroom();
    const headers = { [name]: "203.0.113.7" };
    expect((await fetch(`${backroom.url}/metrics`, { headers })).status).toBe(404);
    expect((await read()).status).toBe(200);
  },
);

test("with a token, only who has it may read them", async () => {
  backroom = await startBackroom({ metrics_token: "let-me-see-them" });
  expect((await read()).status).toBe(404);
  expect((await read("let-me-see-not")).status).toBe(404);
  expect((await read("let-me-see-them")).status).toBe(200);
});
