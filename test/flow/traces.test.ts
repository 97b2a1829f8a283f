/** One request through two processes is one trace at the receiver of OTLP, and tells nothing about its content. */
import { pino } from "pino";
import { nodeNames } from "../../app/node.ts";
import { tracingOf } from "../../app/tracing/tracing.ts";
import { type Client, type Json, startBackroom } from "../support/backroom.ts";
import { type Cluster, startCluster, stopNode } from "../support/processes.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { until } from "../support/until.ts";

type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  start: bigint;
  end: bigint;
  status: number;
  attributes: Record<string, unknown>;
  resource: Record<string, unknown>;
};

const PATH = "/v1/traces";
const read = (attributes: Json[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansAt = (receiver: Receiver): Span[] =>
  receiver.got(PATH).flatMap(({ json }) =>
    json.resourceSpans.flatMap(({ resource, scopeSpans }: Json) =>
      scopeSpans.flatMap(({ spans }: Json) =>
        spans.map((each: Json) => ({
          ...each,
          start: BigInt(each.startTimeUnixNano),
          end: BigInt(each.endTimeUnixNano),
          status: each.status.code ?? 0,
          attributes: read(each.attributes),
          resource: read(resource.attributes),
        })),
      ),
    ),
  );

/** The name of each span with those that it caused, in their order. */
function treeOf(spans: readonly Span[], parent: string): Json {
  const own = spans
    .filter((each) => each.parentSpanId === parent)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  return own.map((each) => [each.name, ...treeOf(spans, each.spanId)]);
}

const traceOf = (digit: string, sampled = true) => ({
  id: digit.repeat(32),
  headers: { traceparent: `00-${digit.repeat(32)}-${digit.repeat(16)}-0${sampled ? 1 : 0}` },
});

describe("two processes", () => {
  let receiver: Receiver;
  let cluster: Cluster;
  let owner: Client;

  beforeAll(async () => {
    receiver = await startReceiver();
    cluster = await startCluster({
      services: [],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url(""),
        OTEL_EXPORTER_OTLP_HEADERS: "x-shop=a%20b,x-team=till",
        OTEL_SERVICE_NAME: "test-shop",
      },
    });
    const here = nodeNames.filter((name) => name !== "gateway" && name !== "inventory");
    await Promise.all([cluster.start("rest", here), cluster.start("inventory", ["inventory"])]);
    owner = cluster.owner;
    await until(async () => (await owner.get("/health/ready")).status === 200, "readiness");
  });
  afterAll(async () => {
    await cluster?.stop();
    await receiver?.stop();
  });

  test("a request is one trace, with the caller's parent and the id of the request", async () => {
    const account = await owner.ok.post("/accounts", { first_name: "Emma", email: "emma@secret.example" });
    const [asked, unasked, refused] = [traceOf("a"), traceOf("b", false), traceOf("c")];
    const item = { title: "Hidden coat", account_id: account.id, tag_price: 5000, split: 500_000 };
    const made = await owner.post("/items", item, { ...asked.headers, "x-request-id": "request-of-a" });
    expect(made).toMatchObject({ status: 201 });
    await owner.get(`/items/${made.body.id}`, unasked.headers);
    await owner.get("/items/hidden-too", refused.headers);
    await owner.get(`/items/${made.body.id}`);
    await Promise.all([...cluster.nodes.values()].map((each) => stopNode(each)));

    const spans = spansAt(receiver);
    const trace = spans.filter(({ traceId }) => traceId === asked.id);
    const [[root, ...caused]] = treeOf(trace, "a".repeat(16));
    expect(root).toBe("POST /api/v1/items");
    const inventory = caused.find(([name]: [string]) => name === "inventory.item.create");
    expect(inventory.flat()).toEqual(["inventory.item.create", "accounts.account.parties"]);
    expect(new Set(trace.map(({ resource }) => resource["service.instance.id"])).size).toBe(3);
    for (const each of trace) {
      expect(each.resource).toMatchObject({
        "service.name": "test-shop",
        "service.namespace": cluster.namespace,
      });
      expect(each.end >= each.start && each.status === 0).toBe(true);
    }
    expect(trace.find(({ name }) => name === root)).toMatchObject({
      kind: 2,
      attributes: {
        "http.request.method": "POST",
        "http.route": "/api/v1/items",
        "http.response.status_code": 201,
        "backroom.dialect": "native",
        "backroom.request_id": "request-of-a",
      },
    });
    const create = trace.find(({ name }) => name === "inventory.item.create");
    expect(create?.attributes).toMatchObject({
      "backroom.service": "inventory",
      "backroom.request_id": "request-of-a",
      "backroom.organization_id": expect.any(String),
    });

    expect(spans.filter(({ traceId }) => traceId === unasked.id)).toEqual([]);
    expect(spans.find(({ traceId, kind }) => traceId === refused.id && kind === 2)).toMatchObject({
      status: 0,
      name: "GET /api/v1/items/{id}",
      attributes: { "http.response.status_code": expect.any(Number) },
    });
    // Without a header a request begins its own trace.
    const own = spans.filter(({ name, parentSpanId }) => name === "GET /api/v1/items/{id}" && !parentSpanId);
    expect(own).toHaveLength(1);

    const sent = receiver.got(PATH);
    expect(sent[0]?.headers).toMatchObject({ "x-shop": "a b", "x-team": "till" });
    const told = sent.map(({ body }) => body).join();
    for (const secret of [owner.key, "Emma", "emma@", "Hidden coat", "hidden-too", made.body.id])
      expect(told).not.toContain(secret);
  });
});

test("without its setting there are no traces, no middleware and no library", () => {
  const off = tracingOf({ namespace: "backroom", log: pino({ level: "silent" }) });
  expect(off).toEqual({ options: {}, middlewares: [] });
});

test("a receiver that is gone is told once, and neither hinders requests nor the end", async () => {
  const gone = await startReceiver();
  await gone.stop();
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = "100";
  const warned: string[] = [];
  const shop = await startBackroom({
    tracing: { endpoint: gone.url(""), service_name: "backroom", rate: 1 },
    log: {
      info: () => undefined,
      error: () => undefined,
      warn: (_, message) => warned.push(message),
    },
  });
  expect(await shop.owner.get("/items")).toMatchObject({ status: 200 });
  await shop.stop();
  delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
  expect(warned).toEqual(["traces cannot be sent"]);
});
