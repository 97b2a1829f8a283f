/** The log and what becomes of it: places without gaps, chains, one leader, reactions once in effect. */
import { randomUUID } from "node:crypto";
import { MAX_ATTEMPTS } from "../../shared/events/carrier.ts";
import { auditContent, chainedContent, linkHash } from "../../shared/events/chain.ts";
import type { Envelope } from "../../shared/events/event.ts";
import { shownOf } from "../../shared/resource/model.ts";
import { kernelDeadLetter, kernelDiscard, kernelReplay } from "../../shared/service/kernel-actions.ts";
import type { LogRow } from "../../shared/service/log.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import {
  aPiece,
  box,
  type Copy,
  countPacked,
  type Effects,
  type Held,
  heldCarrier,
  orgOf,
  pack,
  piece,
  type Stock,
  startStock,
  stockWith,
  until,
} from "./kernel-support.ts";

const { create } = piece.actions;
const [replay, look, discard] = [kernelReplay("stock"), kernelDeadLetter("stock"), kernelDiscard("stock")];
const status: ActionRef<object, { unpublished: number; dead_letters: number }> = {
  name: "stock.kernel.status",
};
const republish: ActionRef<object, unknown> = { name: "stock.kernel.republish" };

let stock: Stock;
let one: Copy;
let carrier: Held;
let effects: Effects;
beforeAll(async () => {
  carrier = heldCarrier();
  effects = { onPacked: () => undefined };
  const chains = [{ resource: box, per: "name" }];
  stock = await startStock(stockWith({ reactions: [countPacked(effects)], chains }), carrier);
  one = stock.one;
});
afterAll(() => stock.stop());
afterEach(() => {
  effects.onPacked = () => undefined;
  carrier.refuse = false;
});

const settled = () =>
  until(async () => (await one.call(status, {})).unpublished === 0, "everything placed and published");
const about = (id: string): Envelope[] => carrier.published.filter((each) => each.aggregate.id === id);

/** The rows of a tenant in their order, once each of them has its place. */
async function placed(org_id: string): Promise<LogRow[]> {
  await settled();
  const rows = await stock.rows<LogRow>("_log", { org_id });
  return rows.sort((a, b) => a.seq! - b.seq!);
}

/** The places at which a chain does not verify (AUD-3). */
function broken(
  rows: { seq?: number; hash?: string; prev_hash?: string }[],
  content: (row: never) => unknown,
): number[] {
  let last = { seq: 0, hash: "" };
  const wrong: number[] = [];
  for (const row of rows) {
    const right =
      row.seq === last.seq + 1 &&
      row.prev_hash === last.hash &&
      row.hash === linkHash(last.hash, content(row as never));
    if (!right) wrong.push(row.seq!);
    last = { seq: row.seq!, hash: row.hash! };
  }
  return wrong;
}

test("two copies, two tenants: each tenant's log has places without gaps and a chain that verifies (TIM-3, AUD-3)", async () => {
  const two = await stock.copy();
  const orgs = [randomUUID(), randomUUID()];
  const from = carrier.published.length;
  await Promise.all(
    orgs.flatMap((org) =>
      [one, two].map(async (copy) => {
        const options = { meta: orgOf(org) };
        for (let i = 0; i < 15; i++) {
          const made = await copy.call(create, aPiece(), options);
          await copy.call(pack, { id: made.id }, options);
        }
      }),
    ),
  );
  for (const org of orgs) {
    const rows = await placed(org);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(broken(rows, auditContent)).toEqual([]);
    // Whoever changes, drops or moves one row is found out.
    const changed = rows.map((row, i) =>
      i === 30 ? { ...row, actor: { kind: "user", id: "other" } as const } : row,
    );
    expect(broken(changed, auditContent)).toEqual([31]);
    expect(broken(rows.toSpliced(30, 1), auditContent)).toEqual([32]);
    // Of one aggregate an earlier version has the earlier place.
    const versions = new Map<string, number>();
    for (const { changes } of rows)
      for (const { id, version } of changes) {
        expect(version).toBe((versions.get(id) ?? 0) + 1);
        versions.set(id, version);
      }
  }
  // One leader: nothing was published twice while all was well.
  const ids = carrier.published.slice(from).map((each) => each.id);
  expect(ids).toHaveLength(120);
  expect(new Set(ids).size).toBe(120);
  await two.stop();
});

test("rows of a chained resource: a chain of its own for each tenant and value (LED-6)", async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => one.call(box.actions.create, { name: i % 2 ? a : b })),
  );
  await settled();
  for (const name of [a, b]) {
    const rows = (await stock.rows<{ _id: string; org_id: string; seq: number }>("boxes", { name })).sort(
      (x, y) => x.seq - y.seq,
    );
    expect(rows).toHaveLength(10);
    expect(broken(rows, (row) => chainedContent(shownOf(box, row)))).toEqual([]);
  }
});

test("what travels: type, tenant, place, aggregate, actor, request, version of the schema (11.1)", async () => {
  const made = await one.call(create, aPiece());
  await one.call(pack, { id: made.id });
  await settled();
  const [row] = (await stock.rows<LogRow>("_log", { "events.aggregate.id": made.id })).filter(
    (each) => each.action === "stock.piece.pack",
  );
  expect(about(made.id)[1]).toEqual({
    id: row!.events[0]!.id,
    type: "piece.packed",
    org_id: stock.org,
    mode: "live",
    occurred_at: row!.at,
    seq: row!.seq,
    aggregate: { kind: "piece", id: made.id, seq: 2 },
    actor: { kind: "user", id: "user-1" },
    request_id: "request-1",
    causation_id: null,
    schema_version: 3,
    data: { units: 1 },
  });
  expect(about(made.id)[0]).toMatchObject({ type: "piece.created", schema_version: 1 });
});

test("what could not be published is offered again until it is (EVT-1)", async () => {
  carrier.refuse = true;
  const made = await one.call(create, aPiece());
  await until(
    async () => stock.failures.some((each) => (each as Error)?.message === "no carrier"),
    "a failed try",
  );
  expect(await one.call(status, {})).toMatchObject({ unpublished: 1 });
  expect(about(made.id)).toEqual([]);
  carrier.refuse = false;
  await settled();
  expect(about(made.id)).toHaveLength(1);
});

test("a carrier that lost what it held gets everything again (design 6.5)", async () => {
  const made = await one.call(create, aPiece());
  await settled();
  const all = new Set(carrier.published.map((each) => each.id));
  carrier.published.length = 0;
  await one.call(republish, {});
  await until(async () => carrier.published.length >= all.size, "everything once more");
  expect(new Set(carrier.published.map((each) => each.id))).toEqual(all);
  expect(about(made.id)).toHaveLength(1);
  await settled();
});

test("one of two copies leads; when it stops, the other goes on, and nothing is placed twice", async () => {
  const two = await stock.copy();
  const leader = async () =>
    (await stock.rows<{ _id: string; owner: string }>("_leases", { _id: "relay" }))[0]?.owner;
  const before = await leader();
  const made = await two.call(create, aPiece());
  await settled();
  expect(await leader()).toBe(before);

  await one.stop();
  one = two;
  for (let i = 0; i < 5; i++) await two.call(pack, { id: made.id });
  await until(async () => about(made.id).length === 6, "events of the new leader");
  expect(await leader()).not.toBe(before);
  expect(about(made.id).map((each) => each.aggregate.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(broken(await placed(stock.org), auditContent)).toEqual([]);
});

describe("a reaction", () => {
  const handle = (event: Envelope, attempt = 1) => carrier.subscriptions.at(-1)!.handle(event, attempt);
  const counted = async (event: Envelope) =>
    (await stock.rows<{ number: number }>("boxes", { name: event.aggregate.id }))[0]?.number ?? 0;
  const letters = () =>
    stock.rows<{ _id: string; group: string; error: string; attempts: number }>("_dead_letters");

  async function packedOnce(): Promise<Envelope> {
    const made = await one.call(create, aPiece());
    await one.call(pack, { id: made.id });
    await settled();
    return about(made.id)[1]!;
  }

  test("hears what it declared, under a name of its own", () => {
    expect(carrier.subscriptions[0]).toMatchObject({
      group: "stock.count-packed",
      sources: [{ service: "stock", type: "piece.packed" }],
    });
  });

  test("delivered ten times, one after the other and at once: its effect is there once (EVT-1, INV-25)", async () => {
    const event = await packedOnce();
    await handle(event);
    await handle(event, 2);
    await Promise.all(Array.from({ length: 8 }, () => handle(event)));
    expect(await counted(event)).toBe(1);
    const other = await packedOnce();
    await Promise.all(Array.from({ length: 10 }, () => handle(other)));
    expect(await counted(other)).toBe(1);
  });

  test("acts as the system, for the event's tenant, in its request; its audit record names the event", async () => {
    const event = await packedOnce();
    await handle(event);
    const rows = await stock.rows<LogRow>("_log", { causation_id: event.id });
    expect(rows).toMatchObject([
      {
        org_id: stock.org,
        action: "count-packed",
        actor: { kind: "system", id: "stock.count-packed" },
        request_id: "request-1",
      },
    ]);
  });

  test("whose database is away wants the event again, however often: that is no fault of the event", async () => {
    const event = await packedOnce();
    effects.onPacked = () => {
      throw Object.assign(new Error("connection closed"), { name: "MongoNetworkError" });
    };
    await expect(handle(event, MAX_ATTEMPTS + 5)).rejects.toThrow("connection closed");
    expect(await letters()).toEqual([]);
    effects.onPacked = () => undefined;
    await handle(event, MAX_ATTEMPTS + 6);
    expect(await counted(event)).toBe(1);
  });

  test("that fails leaves nothing and wants the event again; the last time makes a dead letter (EVT-4)", async () => {
    const event = await packedOnce();
    effects.onPacked = () => {
      throw new Error("not now");
    };
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++)
      await expect(handle(event, attempt)).rejects.toThrow("not now");
    expect(await counted(event)).toBe(0);
    expect(await letters()).toEqual([]);
    expect(await stock.rows("_inbox", { _id: `stock.count-packed:${event.id}` })).toEqual([]);

    await handle(event, MAX_ATTEMPTS);
    expect(await letters()).toMatchObject([
      { _id: `stock.count-packed:${event.id}`, group: "stock.count-packed", error: "not now", attempts: 10 },
    ]);
    expect(await one.call(status, {})).toMatchObject({ dead_letters: 1 });

    // A replay that fails keeps the letter; one that succeeds has the effect, and the letter is gone.
    effects.onPacked = () => {
      throw new Error("still not");
    };
    expect(await one.call(replay, {})).toEqual({ replayed: 0, failed: 1, error: "still not" });
    expect(await letters()).toMatchObject([{ error: "still not", attempts: 11 }]);
    effects.onPacked = () => undefined;
    expect(await one.call(replay, { id: `stock.count-packed:${event.id}` })).toEqual({
      replayed: 1,
      failed: 0,
      error: null,
    });
    expect(await letters()).toEqual([]);
    expect(await counted(event)).toBe(1);
    // The wire may still bring it once more.
    await handle(event);
    expect(await counted(event)).toBe(1);
    expect(await one.call(replay, {})).toEqual({ replayed: 0, failed: 0, error: null });
  });

  test("that can never succeed is looked into and discarded with a reason, for good (EVT-4, AUD-1)", async () => {
    const event = await packedOnce();
    effects.onPacked = () => {
      throw new Error("never");
    };
    await handle(event, MAX_ATTEMPTS);
    const id = `stock.count-packed:${event.id}`;
    expect(await one.call(look, { id })).toMatchObject({ id, error: "never", event: { id: event.id } });
    for (const given of [null, {}, { reason: "" }, { reason: "x".repeat(501) }, { reason: "x", why: "y" }])
      await expect(one.call(discard, { id, given })).rejects.toMatchObject({ type: "validation_failed" });
    const given = { reason: "The box was burnt." };
    const elsewhere = { id, given, org_id: randomUUID() };
    await expect(one.call(discard, elsewhere)).rejects.toMatchObject({ type: "not_found" });
    expect(await letters()).toHaveLength(1);

    expect(await one.call(discard, { id, given })).toEqual({ discarded: id });
    expect(await letters()).toEqual([]);
    const [record] = await stock.rows<LogRow>("_log", { action: "stock.dead_letter.discard" });
    expect(record).toMatchObject({
      org_id: event.org_id,
      reason: given.reason,
      actor: { id: "user-1" },
      changes: [{ kind: "dead_letter", id, verb: "removed", fields: { error: ["never", null] } }],
    });
    // Offered once more it is done already.
    effects.onPacked = () => undefined;
    await handle(event);
    expect(await counted(event)).toBe(0);
    await expect(one.call(discard, { id, given })).rejects.toMatchObject({ type: "not_found" });
  });
});
