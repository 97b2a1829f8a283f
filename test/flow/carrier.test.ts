/** What both carriers promise, by one suite; and what JetStream promises besides (EVT-1, design 6.4, 6.5). */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connect } from "nats";
import type { Carrier, Subscription } from "../../shared/events/carrier.ts";
import type { Envelope } from "../../shared/events/event.ts";
import { inProcessCarrier } from "../../shared/events/in-process.ts";
import { jetStreamCarrier } from "../../shared/events/jetstream.ts";
import { type LocalNats, startNats } from "../../shared/provision/nats.ts";
import { until } from "../support/backroom.ts";

const ORG = randomUUID();
/** As the carrier tells the server. */
const ACK_WAIT_MS = 30_000;

const event = (type = "piece.packed", data: Record<string, unknown> = {}): Envelope => ({
  id: randomUUID(),
  type,
  org_id: ORG,
  mode: "live",
  occurred_at: "2027-01-31T09:30:00.000Z",
  seq: 1,
  aggregate: { kind: "piece", id: randomUUID(), seq: 1 },
  actor: { kind: "system", id: "test" },
  request_id: "request-1",
  causation_id: null,
  schema_version: 1,
  data,
});
const events = (count: number, type?: string) => Array.from({ length: count }, () => event(type));
const idsOf = (all: Envelope[]) => all.map((each) => each.id).sort();

/** A group that remembers what it was given. */
function group(name: string, sources: string[], act: Subscription["handle"] = async () => undefined) {
  const got: Envelope[] = [];
  const tries: { id: string; attempt: number; at: number }[] = [];
  const subscription: Subscription = {
    group: name,
    sources: sources.map((each) => {
      const [service = "", type = ""] = each.split(":");
      return { service, type };
    }),
    async handle(one, attempt) {
      tries.push({ id: one.id, attempt, at: performance.now() });
      await act(one, attempt);
      got.push(one);
    },
  };
  return { subscription, got, tries };
}

const door = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: () => resolve() };
};

type Transport = {
  /** A carrier, joined with those made before. */
  carrier(): Promise<Carrier>;
};

const transports: Record<string, () => Transport> = {
  "in-process": () => {
    const only = inProcessCarrier();
    return { carrier: async () => only };
  },
  JetStream: () => {
    const namespace = `c${randomUUID().slice(0, 8)}`;
    return {
      carrier: () =>
        jetStreamCarrier({
          url: process.env.TEST_NATS_URL!,
          replicas: 1,
          namespace,
          onError: () => undefined,
        }),
    };
  },
};

describe.each(Object.keys(transports))("%s", (kind) => {
  const open = new Set<Carrier>();
  let transport: Transport;
  beforeEach(() => {
    transport = transports[kind]!();
  });
  afterEach(async () => {
    await Promise.all([...open].map((each) => each.drain().catch(() => undefined)));
    open.clear();
  });

  async function carrierOf(...services: string[]): Promise<Carrier> {
    const carrier = await transport.carrier();
    open.add(carrier);
    for (const service of services) await carrier.provide(service, () => undefined);
    return carrier;
  }

  test("every group gets every event of what it listens to, and nothing else", async () => {
    const carrier = await carrierOf("stock", "sales");
    const one = group("a.one", ["stock:piece.packed"]);
    const all = group("a.all", ["stock:*"]);
    const both = group("b.both", ["stock:piece.sold", "sales:*"]);
    for (const each of [one, all, both]) await carrier.subscribe(each.subscription);
    const [packed, sold, finalized] = [events(20), events(5, "piece.sold"), events(5, "sale.finalized")];
    await Promise.all([carrier.publish("stock", [...packed, ...sold]), carrier.publish("sales", finalized)]);
    await until(async () => one.got.length + all.got.length + both.got.length === 20 + 25 + 10, "all events");
    expect(idsOf(one.got)).toEqual(idsOf(packed));
    expect(idsOf(all.got)).toEqual(idsOf([...packed, ...sold]));
    expect(idsOf(both.got)).toEqual(idsOf([...sold, ...finalized]));
    // As it was published; nobody sees what another does to his copy.
    expect(one.got.find((each) => each.id === packed[0]!.id)).toEqual(packed[0]);
  });

  test("a copy each: what one group does to an event no other sees", async () => {
    const carrier = await carrierOf("stock");
    const spoiler = group("a.spoiler", ["stock:*"], async (given) => {
      given.data.units = "spoilt";
    });
    const reader = group("a.reader", ["stock:*"]);
    await carrier.subscribe(spoiler.subscription);
    await carrier.subscribe(reader.subscription);
    await carrier.publish("stock", [event("piece.packed", { units: 1, gone: undefined })]);
    await until(async () => reader.got.length === 1 && spoiler.got.length === 1);
    expect(reader.got[0]!.data).toEqual({ units: 1 });
  });

  test("copies of a group share: each event goes to one of them", async () => {
    const [here, there] = [await carrierOf("stock"), await carrierOf("stock")];
    const slow: Subscription["handle"] = () => new Promise((resolve) => setImmediate(resolve));
    const [left, right] = [group("a.shared", ["stock:*"], slow), group("a.shared", ["stock:*"], slow)];
    await here.subscribe(left.subscription);
    await there.subscribe(right.subscription);
    const published = events(60);
    for (const each of published) await here.publish("stock", [each]);
    await until(async () => left.got.length + right.got.length >= 60, "all events");
    expect(idsOf([...left.got, ...right.got])).toEqual(idsOf(published));
    expect(Math.min(left.got.length, right.got.length)).toBeGreaterThan(0);
  });

  test("what a handler refused comes again: attempts counted from 1, the pauses growing", async () => {
    const carrier = await carrierOf("stock");
    const stubborn = group("a.stubborn", ["stock:*"], async (_, attempt) => {
      if (attempt < 3) throw new Error("not yet");
    });
    await carrier.subscribe(stubborn.subscription);
    const [published] = events(1);
    const publishing = carrier.publish("stock", [published!]);
    await until(async () => stubborn.got.length === 1, "the third attempt");
    await publishing;
    expect(stubborn.tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const [first, second, third] = stubborn.tries.map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(90);
    expect(third - second).toBeGreaterThanOrEqual(450);
    expect(idsOf(stubborn.got)).toEqual([published!.id]);
  });

  test("a group that fails, fails alone: the others have everything, and its own later events too", async () => {
    const carrier = await carrierOf("stock");
    const poison = event();
    const failing = group("a.failing", ["stock:*"], async ({ id }) => {
      if (id === poison.id) throw new Error("never");
    });
    const well = group("a.well", ["stock:*"]);
    await carrier.subscribe(failing.subscription);
    await carrier.subscribe(well.subscription);
    const more = events(10);
    const publishing = [
      carrier.publish("stock", [poison]),
      ...more.map((each) => carrier.publish("stock", [each])),
    ];
    await until(async () => well.got.length === 11 && failing.got.length === 10, "the others");
    expect(failing.tries.filter(({ id }) => id === poison.id).length).toBeLessThanOrEqual(3);
    await Promise.all([carrier.drain(), ...publishing.map((each) => each.catch(() => undefined))]);
  });

  test("drain waits for what is being handled, then nothing new begins, and publishing is refused", async () => {
    const carrier = await carrierOf("stock");
    const held = door();
    let finished = 0;
    const working = group("a.working", ["stock:*"], async () => {
      await held.promise;
      finished += 1;
    });
    const failing = group("a.failing", ["stock:*"], async () => {
      throw new Error("no");
    });
    await carrier.subscribe(working.subscription);
    await carrier.subscribe(failing.subscription);
    const publishing = carrier.publish("stock", events(100)).catch(() => undefined);
    await until(async () => working.tries.length >= 32 && failing.tries.length >= 32, "handlers at work");

    let drained = false;
    const draining = carrier.drain().then(() => {
      drained = true;
    });
    const begun = () => working.tries.length;
    const before = begun();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(drained).toBe(false);
    held.open();
    await draining;
    expect(finished).toBe(begun());
    expect(begun()).toBe(before);
    expect(carrier.healthy()).toBe(false);
    await expect(carrier.publish("stock", events(1))).rejects.toThrow();
    await publishing;
    expect(begun()).toBe(before);
  });

  test("draining twice, or with nothing to do, is no harm", async () => {
    const carrier = await carrierOf("stock");
    await carrier.drain();
    await carrier.drain();
  });
});

describe("JetStream besides", () => {
  let storeDir: string;
  let nats: LocalNats;
  const open: Carrier[] = [];
  beforeEach(async () => {
    storeDir = await mkdtemp(join(tmpdir(), "backroom-carrier-"));
    nats = await startNats({ storeDir });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.drain().catch(() => undefined)));
    await nats.kill();
    await rm(storeDir, { recursive: true, force: true });
  });

  const port = () => Number(new URL(nats.url).port);
  async function carrierOf(errors: unknown[] = []): Promise<Carrier> {
    const carrier = await jetStreamCarrier({
      url: nats.url,
      replicas: 1,
      namespace: "c",
      onError: (error) => errors.push(error),
    });
    open.push(carrier);
    return carrier;
  }
  /** Offers until it is taken, as the relay does. */
  const offered = (carrier: Carrier, one: Envelope) =>
    until(
      () =>
        carrier.publish("stock", [one]).then(
          () => true,
          () => false,
        ),
      "publishing",
    );

  test("publishing to a stream that is gone is refused, and works the next time", async () => {
    const carrier = await carrierOf();
    await expect(carrier.publish("stock", events(1))).rejects.toThrow();
    await carrier.publish("stock", events(1));
  });

  test("an event published twice is carried once: told apart by its id", async () => {
    const carrier = await carrierOf();
    await carrier.provide("stock", () => undefined);
    const reader = group("a.reader", ["stock:*"]);
    await carrier.subscribe(reader.subscription);
    const [twice, last] = events(2) as [Envelope, Envelope];
    await carrier.publish("stock", [twice]);
    await carrier.publish("stock", [twice]);
    await carrier.publish("stock", [last]);
    await until(async () => reader.got.some(({ id }) => id === last.id));
    expect(idsOf(reader.got)).toEqual(idsOf([twice, last]));
  });

  test("events of one type and a moment share messages; what one of them could not do comes again with the others", async () => {
    const carrier = await carrierOf();
    await carrier.provide("stock", () => undefined);
    const [one, other] = [events(20), events(2, "piece.unpacked")];
    const refused = one[3]!.id;
    const reader = group("a.reader", ["stock:*"], async ({ id }, attempt) => {
      if (id === refused && attempt === 1) throw new Error("not yet");
    });
    await carrier.subscribe(reader.subscription);
    const sent: string[] = [];
    const connection = await connect({ servers: nats.url });
    connection.subscribe("c.events.>", { callback: (_error, { subject }) => void sent.push(subject) });
    await connection.flush();
    await Promise.all([...one, ...other].map((each) => carrier.publish("stock", [each])));
    await until(async () => reader.got.some(({ id }) => id === refused), "the refused event");
    await connection.drain();
    const subjectOf = (type: string) => `c.events.stock.${ORG}.${type}`;
    expect(sent.sort()).toEqual([
      subjectOf("piece.packed"),
      subjectOf("piece.packed"),
      subjectOf("piece.unpacked"),
    ]);
    const got = new Set(reader.got.map(({ id }) => id));
    expect([...got].sort()).toEqual(idsOf([...one, ...other]));
    // The sixteen of the message once more, which inboxes know as done.
    expect(reader.tries).toHaveLength(22 + 16);
  });

  test("what was published while a group was away awaits it", async () => {
    const carrier = await carrierOf();
    await carrier.provide("stock", () => undefined);
    const first = group("a.reader", ["stock:*"]);
    await carrier.subscribe(first.subscription);
    await carrier.publish("stock", events(1));
    await until(async () => first.got.length === 1);
    await carrier.drain();
    const later = await carrierOf();
    const published = events(5);
    await later.publish("stock", published);
    const again = group("a.reader", ["stock:*"]);
    await later.subscribe(again.subscription);
    await until(async () => again.got.length === 5);
    expect(idsOf(again.got)).toEqual(idsOf(published));
  });

  test("the server is killed and starts again on its port: consumption goes on", async () => {
    const carrier = await carrierOf();
    let lost = 0;
    await carrier.provide("stock", () => {
      lost += 1;
    });
    // The stream is new: what the outbox holds is wanted.
    expect(lost).toBe(1);
    const reader = group("a.reader", ["stock:*"]);
    await carrier.subscribe(reader.subscription);
    await offered(carrier, event());
    await until(async () => reader.got.length === 1, "the first event");

    const at = port();
    await nats.kill();
    await until(async () => !carrier.healthy(), "knowing that the server is away");
    nats = await startNats({ storeDir, port: at });
    await until(async () => carrier.healthy(), "knowing that the server is back");
    const second = event();
    await offered(carrier, second);
    await until(async () => reader.got.some(({ id }) => id === second.id), "the second event");
    expect(lost).toBe(1);
  });

  test("away for longer than the server waits for an acknowledgement: what was being handled and what is offered then arrive", async () => {
    const carrier = await carrierOf();
    await carrier.provide("stock", () => undefined);
    const held = door();
    const reader = group("a.reader", ["stock:*"], () => held.promise);
    await carrier.subscribe(reader.subscription);
    const [first, second] = events(2) as [Envelope, Envelope];
    await offered(carrier, first);
    await until(async () => reader.tries.length === 1, "the first event at work");

    const at = port();
    await nats.kill();
    await until(async () => !carrier.healthy(), "knowing that the server is away");
    // Done while nobody hears of it.
    held.open();
    await expect(carrier.publish("stock", [second])).rejects.toThrow();
    await pause(ACK_WAIT_MS + 1000);
    nats = await startNats({ storeDir, port: at });
    await until(async () => carrier.healthy(), "knowing that the server is back");
    await offered(carrier, second);
    await until(async () => reader.got.some(({ id }) => id === second.id), "the second event");
    await until(
      async () => reader.got.filter(({ id }) => id === first.id).length === 2,
      "the first once more",
    );
  });

  test("its store is wiped meanwhile: stream and consumer are made again, and what was lost is asked for", async () => {
    const carrier = await carrierOf();
    const [kept, missed] = events(2) as [Envelope, Envelope];
    let lost = 0;
    await carrier.provide("stock", () => {
      lost += 1;
    });
    const reader = group("a.reader", ["stock:*"]);
    await carrier.subscribe(reader.subscription);
    await offered(carrier, kept);
    await until(async () => reader.got.length === 1, "the first event");

    const at = port();
    await nats.kill();
    await rm(storeDir, { recursive: true, force: true });
    nats = await startNats({ storeDir, port: at });
    await until(async () => lost >= 2, "asking for what was lost");
    await offered(carrier, missed);
    await until(async () => reader.got.some(({ id }) => id === missed.id), "the second event");
  });
});
