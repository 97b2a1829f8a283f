/** AUD-5: the nightly verification finds, keeps and tells what is broken, to the tenant whose it is, and repairs nothing. */
import mongoose, { type Connection } from "mongoose";
import { lastNight, startNightly } from "../../app/nightly.ts";
import { beginVerification } from "../../services/platform/public.ts";
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const HOUR = 3_600_000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let ahead = 0;
const restore = setClock(() => Date.now() + ahead);

let backroom: Backroom;
let receiver: Receiver;
let connection: Connection;
let other: Client & { organization_id: string };
beforeAll(async () => {
  receiver = await startReceiver();
  backroom = await startBackroom({
    settings: { WEBHOOKS_ALLOWED_HOSTS: receiver.host },
    verify_at: "03:00",
    log,
  });
  other = await backroom.organization("Other shop");
  for (const [client, path] of [
    [backroom.owner, "/ours"],
    [other, "/theirs"],
  ] as const)
    await client.ok.post("/webhook-endpoints", { url: receiver.url(path), event_types: ["*"] });
  connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
});
afterAll(async () => {
  restore();
  await connection?.close();
  await backroom?.stop();
  await receiver?.stop();
});

const items = () => connection.useDb(`${backroom.namespace}_inventory`).collection<Json>("items");
const runs = async () => (await backroom.owner.ok.get("/verifications?sort=-started_at")).data;
const anomalies = () => receiver.got("/ours").filter(({ json }) => json.type === "audit.anomaly");
const gauge = async (name: string) =>
  new RegExp(`^backroom_verifier_${name.replace(/[{}]/g, "\\$&")} (\\S+)$`, "m").exec(
    (await backroom.process.metrics()).text,
  )?.[1];

test("before the first run there is no result, and nobody claims that all is well", async () => {
  expect((await backroom.owner.ok.get("/ops/status")).verification).toEqual({
    last: null,
    failed: null,
    running_since: null,
  });
  expect(await gauge('age_seconds{service="platform"}')).toBe("+Inf");
  expect(await gauge('breaches{check="INV-1"}')).toBeUndefined();
});

test("a breach is kept and told as audit.anomaly to its tenant alone; the data stays as it is", async () => {
  const { id } = await backroom.owner.ok.post("/items", {
    title: "Coat",
    tag_price: 500,
    inventory_type: "retail",
  });
  await items().updateOne({ _id: id }, { $set: { quantity: 2 } });
  const run = await backroom.process.nightly!.run(0);

  const [result] = await runs();
  expect(result).toMatchObject({ id: run, status: "finished", begun_by: "hand", breaches: 1, error: null });
  expect(result.checks.find((each: Json) => each.check === "INV-13")).toMatchObject({ breaches: 1 });
  expect(result.checks.filter((each: Json) => each.breaches > 0)).toHaveLength(1);

  const wanted = { verification_id: run, check: "INV-13", subject: id };
  const own = (await backroom.owner.ok.get(`/anomalies?verification_id=${run}`)).data;
  expect(own).toMatchObject([{ ...wanted, what: expect.stringContaining("2 units") }]);
  const [told] = await until(async () => anomalies().length > 0 && anomalies(), "the webhook");
  expect(told!.json.data).toMatchObject({ ...wanted, anomaly_id: own[0].id });
  expect((await items().findOne({ _id: id }))!.quantity).toBe(2);

  expect((await other.ok.get("/anomalies")).data).toEqual([]);
  expect((await other.get(`/anomalies/${own[0].id}`)).status).toBe(404);
  expect((await backroom.owner.ok.get("/ops/status")).verification.last).toMatchObject({ id: run });
  expect(await gauge('breaches{check="INV-13"}')).toBe("1");
  expect(Number(await gauge('age_seconds{service="platform"}'))).toBeLessThan(60);
});

test("mended, the next night's run finds nothing: one copy runs it, once a night", async () => {
  await items().updateMany({ quantity: 2 }, { $set: { quantity: 1 } });
  const before = anomalies().length;
  ahead = 24 * HOUR;
  const copy = await startBackroom({
    namespace: backroom.namespace,
    names: ["accounts", "platform"],
    verify_at: "03:00",
  });
  const both = await Promise.all([backroom.process.nightly!.look(), copy.process.nightly!.look()]);
  expect(both.filter(Boolean)).toHaveLength(1);
  expect(await backroom.process.nightly!.look()).toBeNull();
  const [result] = await runs();
  expect(result).toMatchObject({ begun_by: "schedule", breaches: 0, status: "finished" });
  expect(anomalies()).toHaveLength(before);
  await copy.process.stop();
});

test("a run that fails says so, its night is tried three times, and the last result stays", async () => {
  ahead = 48 * HOUR;
  const { call } = backroom.process;
  const { namespace } = backroom;
  const nightly = startNightly({
    mongo_url: "nowhere",
    namespace,
    secret_key: TEST_KEY,
    log,
    call,
    verify_at: "03:00",
  });
  const ids = [];
  for (let look = 1; look <= 4; look++) ids.push(await nightly.look());
  await nightly.stop();
  expect(new Set(ids.filter(Boolean)).size).toBe(3);
  expect(ids[3]).toBeNull();
  const [result] = await runs();
  expect(result).toMatchObject({ status: "failed", error: expect.stringContaining("Invalid scheme") });
  const { last, failed } = (await backroom.owner.ok.get("/ops/status")).verification;
  expect(failed).toMatchObject({ id: result.id });
  expect(last).toMatchObject({ status: "finished", breaches: 0 });
});

test("a run that died leaves its place after two hours, and says what became of it", async () => {
  ahead = 72 * HOUR;
  const { id } = await backroom.process.call(beginVerification, { begun_by: "hand" });
  expect(await backroom.process.nightly!.run()).toBeNull();
  ahead += 3 * HOUR;
  expect(await backroom.process.nightly!.run()).not.toBeNull();
  expect(await backroom.owner.ok.get(`/verifications/${id}`)).toMatchObject({
    status: "failed",
    error: "It came to no end.",
  });
});

test.each([
  ["2027-03-05T02:59:59Z", "2027-03-04"],
  ["2027-03-05T03:00:00Z", "2027-03-05"],
  ["2027-03-05T23:00:00Z", "2027-03-05"],
])("at %s the last night is that of %s", (now, night) => {
  expect(lastNight(Date.parse(now), "03:00")).toBe(night);
});
