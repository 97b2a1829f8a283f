/** Commands and pivots that write one document: no transaction, the log row in the document until the relay has moved it. */
import { randomUUID } from "node:crypto";
import type { Failure } from "../../shared/errors.ts";
import { inProcessCarrier } from "../../shared/events/in-process.ts";
import { carriesRows } from "../../shared/resource/carried-log.ts";
import type { LogRow } from "../../shared/service/log.ts";
import { until } from "../support/backroom.ts";
import {
  aPiece,
  box,
  type Copy,
  type Play,
  piece,
  type Shipping,
  type Stock,
  ship,
  shippingWith,
  startStock,
} from "./kernel-support.ts";

type Row = { _id: string; state: string; data: Shipping };
type Carrying = { _id: string; _log?: Record<string, { row: object }>; _barred?: string[]; status: string };

let stock: Stock;
let one: Copy;
let nudges = 0;
let played: string[] = [];
let at: Play["at"] = async () => undefined;

beforeAll(async () => {
  const play: Play = {
    async at(step, data, saga_id) {
      played.push(step);
      await at(step, data, saga_id);
    },
  };
  const carrier = inProcessCarrier();
  stock = await startStock(shippingWith(play, { decides: ({ id }) => ({ resource: piece, id }) }), {
    ...carrier,
    nudge(service, carrying) {
      nudges += 1;
      carrier.nudge(service, carrying);
    },
  });
  one = stock.one;
});
afterAll(() => stock.stop());
beforeEach(() => {
  played = [];
  at = async () => undefined;
});

const { create, get, update } = piece.actions;
const pieces = () => stock.database.collection<Carrying>("pieces");
const stored = async (id: string) => (await pieces().findOne({ _id: id }))!;
const moved = (id: string) => () =>
  stock.database.collection<LogRow>("_log").find({ "changes.id": id }).toArray();
const settled = () => until(async () => (await pieces().countDocuments(carriesRows)) === 0, "all rows moved");
const audited = (id: string) =>
  one.ask<{ id: string; changes: { version: number }[] }[]>("stock.audit.list", { entity_id: id });
const failed = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => {
      throw new Error("It succeeded.");
    },
    (error: Failure) => error,
  );

/** While another copy leads the relay and does nothing. */
async function unmoved<T>(work: () => Promise<T>): Promise<T> {
  const leases = stock.database.collection<{ _id: string; owner: string; until: Date }>("_leases");
  const mine = await leases.findOne({ _id: "relay" });
  const led = { $set: { owner: "another", until: new Date(Date.now() + 3_600_000) } };
  await leases.updateOne({ _id: "relay" }, led, { upsert: true });
  // A leader relies on its lease for two seconds. When the copy nudges another, it knows that it does not lead.
  const before = nudges;
  await until(async () => {
    await one.call(create, aPiece());
    return nudges > before;
  }, "the end of its lease");
  try {
    return await work();
  } finally {
    await leases.updateOne({ _id: "relay" }, { $set: { owner: mine?.owner ?? "", until: new Date(0) } });
    await settled();
  }
}

describe("a command", () => {
  test("its log row is in the document until it moves; who asks at once finds it (AUD-1, AUD-3)", async () => {
    const id = await unmoved(async () => {
      const made = await one.call(create, aPiece());
      expect(Object.keys((await stored(made.id))._log!)).toHaveLength(1);
      expect(await moved(made.id)()).toEqual([]);
      expect(made).toEqual(await one.call(get, { id: made.id }));
      expect(JSON.stringify(await one.call(get, { id: made.id }))).not.toContain("_log");
      expect(await audited(made.id)).toMatchObject([{ changes: [{ version: 1 }] }]);
      // Whoever reads moves nothing: events leave by the relay alone, in their order.
      expect(await moved(made.id)()).toEqual([]);
      return made.id;
    });
    expect(await moved(id)()).toHaveLength(1);
    expect(await stored(id)).not.toHaveProperty("_log");
  });

  test("several of one document move in their order, with places without gaps (TIM-3, INV-23)", async () => {
    const id = await unmoved(async () => {
      const { id } = await one.call(create, aPiece());
      for (const price of [1, 2, 3]) await one.call(update, { id, changes: { price } });
      expect(Object.keys((await stored(id))._log!)).toHaveLength(4);
      return id;
    });
    const rows = (await moved(id)()).sort((a, b) => a.seq! - b.seq!);
    expect(rows.map(({ changes }) => changes[0]!.version)).toEqual([1, 2, 3, 4]);
    expect(rows.map(({ seq }) => seq! - rows[0]!.seq!)).toEqual([0, 1, 2, 3]);
  });

  test("one that is removed for good before the move keeps its rows (DEL-3)", async () => {
    const id = await unmoved(async () => {
      const { id } = await one.call(box.actions.create, { name: "Box" });
      await one.call(box.actions.remove, { id });
      return id;
    });
    const rows = (await moved(id)()).sort((a, b) => a.seq! - b.seq!);
    expect(rows.map(({ changes }) => changes[0]!.verb)).toEqual(["created", "removed"]);
  });

  test("one that is too large to carry its log row is written in a transaction", async () => {
    const { id } = await one.call(create, aPiece());
    await settled();
    // A document has room for 16 MiB: so much is left of it.
    const room = 1200;
    const large = { key: "x".repeat((16 << 20) - room) };
    await pieces().updateOne({ _id: id }, { $set: large } as never);
    expect(await one.call(update, { id, changes: { price: 1 } })).toMatchObject({ version: 2, price: 1 });
    await until(async () => (await moved(id)()).length === 2, "its log row");
    expect(await stored(id)).not.toHaveProperty("_log");
  });

  test("moved by one who died before he took it out: once in the log, once announced (EVT-1)", async () => {
    const { id } = await one.call(create, aPiece());
    await settled();
    const [row] = await moved(id)();
    const { ts, pending: _pending, seq, hash, ...rest } = row!;
    await until(async () => (await moved(id)())[0]?.published_at, "its announcement");
    const told = await moved(id)();
    await pieces().updateOne(
      { _id: id },
      { $set: { _log: { [row!._id]: { row: rest, ts } }, _log_id: row!._id } as never },
    );
    const { id: next } = await one.call(create, aPiece());
    await settled();
    expect(await moved(id)()).toEqual(told);
    expect(told[0]).toMatchObject({ seq, hash });
    expect(await moved(next)()).toHaveLength(1);
  });

  test("moved, and removed for good before it is taken out of the document: once in the log (DEL-3)", async () => {
    const { id } = await one.call(box.actions.create, { name: "Box" });
    await until(async () => (await moved(id)())[0]?.published_at, "its announcement");
    const [row] = await moved(id)();
    const { ts, pending: _pending, seq, prev_hash: _prev, hash: _hash, ...rest } = row!;
    await stock.database
      .collection<Row>(box.plural)
      .updateOne({ _id: id }, { $set: { _log: { [row!._id]: { row: rest, ts } }, _log_id: row!._id } });
    await one.call(box.actions.remove, { id });
    await until(async () => (await moved(id)()).length === 2 && (await moved(id)())[1]?.seq, "its end");
    expect((await moved(id)()).map((each) => [each.changes[0]!.verb, each.seq! - seq!])).toEqual([
      ["created", 0],
      ["removed", 1],
    ]);
  });

  test("of two that want one unique value at once one is refused, and leaves nothing", async () => {
    const draft = aPiece();
    const both = await Promise.allSettled([one.call(create, draft), one.call(create, draft)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: 409 } });
    expect(await pieces().countDocuments({ sku: draft.sku })).toBe(1);
  });
});

describe("a saga whose pivot is one write", () => {
  const sagas = () => stock.database.collection<Row>("_sagas");
  const rowOf = (id: string) => sagas().findOne({ "data.id": id }, { sort: { _id: -1 } });
  const inState = (id: string, state: string) =>
    until(async () => (await rowOf(id))?.state === state, `the state ${state}`);
  const undone = () => played.filter((step) => step.startsWith("undo"));

  test("its decision is the log row of the saga's id; the subject is free at once", async () => {
    const { id } = await one.call(create, aPiece());
    const ids: string[] = [];
    at = async (_step, _data, saga_id) => void ids.push(saga_id);
    expect(await one.call(ship, { id })).toMatchObject({ version: 2, receipt: `receipt of ${id}` });
    const [saga_id] = ids;
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "locked" });
    await settled();
    expect(await stock.rows("_log", { _id: saga_id })).toMatchObject([{ action: "shipping" }]);
  });

  test.each(["in the document", "in the log"])(
    "taken over behind its pivot, with its decision %s: finished with what it decided, never undone",
    async (where) => {
      const { id } = await one.call(create, aPiece());
      const seen: Shipping[] = [];
      at = async (step, data) => {
        if (step !== "send") return;
        seen.push({ ...data });
        if (seen.length === 1) throw new Error("It died.");
      };
      const run = async () => {
        expect(await one.call(ship, { id })).toMatchObject({ version: 2 });
        expect(await rowOf(id)).toMatchObject({ state: "running" });
        await inState(id, "done");
      };
      if (where === "in the document") await unmoved(run);
      else await run();
      expect(seen.at(-1)).toMatchObject({ id, version: 2, receipt: `receipt of ${id}` });
      expect(undone()).toEqual([]);
    },
  );

  test("taken back while it was slow: its pivot is barred, and what it took is given back", async () => {
    const { id } = await one.call(create, aPiece());
    at = async (step, _data, saga_id) => {
      if (step !== "pivot" || undone().length) return;
      await sagas().updateOne({ _id: saga_id }, { $set: { lease_until: new Date(0) } } as never);
      await inState(id, "undone");
    };
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "unavailable", code: 503 });
    expect(undone()).toEqual(["undo label", "undo pay", "undo reserve"]);
    expect(await stored(id)).toMatchObject({ status: "free", _barred: [(await rowOf(id))!._id] });
    at = async () => undefined;
    expect(await one.call(ship, { id })).toMatchObject({ version: 2 });
  });

  test("one that died before its pivot is undone", async () => {
    const { id } = await one.call(create, aPiece());
    const lapsed = { owner: "dead", lease_until: new Date(0), state: "running", step: 2 };
    const row = { _id: randomUUID(), name: "shipping", org_id: stock.org, data: { id }, meta: stock.meta };
    await sagas().insertOne({ ...row, ...lapsed } as never);
    await inState(id, "undone");
    expect(undone()).toEqual(["undo label", "undo pay", "undo reserve"]);
    expect((await stored(id)).status).toBe("free");
  });
});
