/** Who waits for a process that is gone, or for a line that is down, is answered at once; who waits for a busy one waits on. */
import { ServiceBroker } from "moleculer";
import type { NatsConnection } from "nats";
import { retries } from "../../app/retries.ts";
import { liveness } from "../../shared/events/liveness.ts";
import { newId } from "../../shared/ids.ts";
import { type Line, proxyTo } from "../fault/proxy.ts";
import { until } from "../support/backroom.ts";

const { middleware, mayGoElsewhere } = retries();
const namespace = `liveness-${newId()}`;
const nats = new URL(process.env.TEST_NATS_URL!);
let line: Line;
let asking: ServiceBroker;
let answering: ServiceBroker;
let answer = Promise.withResolvers<string>();

/** Heartbeats that tell nothing within a test's patience. */
function brokerAt(nodeID: string, url: string): ServiceBroker {
  const own = { namespace, nodeID, transporter: { type: "NATS", options: { url } } };
  const silent = { logger: false, heartbeatInterval: 600, heartbeatTimeout: 1200, requestTimeout: 0 };
  return new ServiceBroker({ ...own, ...silent, middlewares: [liveness(), middleware] } as never);
}

beforeAll(async () => {
  line = await proxyTo(Number(nats.port));
  asking = brokerAt("asking", `nats://127.0.0.1:${line.port}`);
  await asking.start();
});
beforeEach(async () => {
  answer = Promise.withResolvers();
  answering = brokerAt(`answering-${newId()}`, nats.href);
  const actions = { wait: () => answer.promise, now: { reads: true, handler: () => "now" } };
  answering.createService({ name: "slow", actions });
  await answering.start();
  await asking.waitForServices("slow");
});
afterEach(() => answering.stop().catch(() => undefined));
afterAll(async () => {
  await asking?.stop();
  await line?.close();
});

test("a process that dies over a question: it is rejected, and the process is asked no more", async () => {
  const waiting = asking.call("slow.wait").catch((error: Error) => error);
  // As a kill does it: without a word of leaving.
  await (answering.transit as unknown as { tx: { client: NatsConnection } }).tx.client.close();
  expect(await waiting).toMatchObject({ type: "REQUEST_REJECTED", data: { action: "slow.wait" } });
  expect(await asking.call("slow.now").catch((error: Error) => error)).toMatchObject({
    type: expect.stringMatching(/^SERVICE_NOT_(FOUND|AVAILABLE)$/),
  });
});

test("one that is busy is waited for", async () => {
  const waiting = asking.call("slow.wait");
  const turns = Array.from({ length: 4 }, () =>
    until(() => asking.call("slow.now").then(() => true), "an answer"),
  );
  await Promise.all(turns);
  answer.resolve("at last");
  expect(await waiting).toBe("at last");
});

test("a line that breaks: what is under way is rejected, nothing is sent until it is back", async () => {
  const waiting = asking.call("slow.wait").catch((error: Error) => error);
  line.suffer({ kind: "cut" });
  expect(await waiting).toMatchObject({ type: "REQUEST_REJECTED" });
  expect(await asking.call("slow.now").catch((error: Error) => error)).toMatchObject({ type: "unavailable" });
  line.suffer({ kind: "none" });
  const answered = () =>
    asking.call("slow.now").then(
      (said) => said === "now",
      () => false,
    );
  await until(answered, "a line that is back");
});

test("what only reads goes to another copy; a command that may have been carried out does not", () => {
  const rejected = (action: string) =>
    Object.assign(new Error(), { type: "REQUEST_REJECTED", data: { action } });
  expect(mayGoElsewhere(rejected("slow.now"))).toBe(true);
  expect(mayGoElsewhere(rejected("slow.wait"))).toBe(false);
  expect(mayGoElsewhere(Object.assign(new Error(), { type: "SERVICE_NOT_AVAILABLE" }))).toBe(true);
});
