/** Sagas: undone in reverse or finished for certain, one at a time for a subject, whoever dies (design 6.3). */
import { randomUUID } from "node:crypto";
import { type Failure, fail } from "../../shared/errors.ts";
import { carriesRows } from "../../shared/resource/carried-log.ts";
import { crashPoints } from "../../shared/saga/crash.ts";
import type { Copy, Play, Shipping, Stock } from "./kernel-support.ts";
import { aPiece, orgOf, piece, ship, shippingWith, shipTried, startStock, until } from "./kernel-support.ts";

/** The crash points that were passed, in their order. */
let passed: string[] = [];
const notePassed = (name: unknown) => void passed.push(String(name));

type Row = {
  _id: string;
  state: string;
  owner: string;
  subject?: string;
  lease_until?: Date;
  data: Shipping;
  step: number;
};

let stock: Stock;
let one: Copy;
/** What each step did, in its order. */
let played: string[] = [];
let at: Play["at"] = async () => undefined;

beforeAll(async () => {
  crashPoints.subscribe(notePassed);
  stock = await startStock(
    shippingWith({
      async at(step, data, saga_id) {
        played.push(step);
        await at(step, data, saga_id);
      },
    }),
  );
  one = stock.one;
});
afterAll(async () => {
  crashPoints.unsubscribe(notePassed);
  await stock.stop();
});
beforeEach(() => {
  played = [];
  passed = [];
  at = async () => undefined;
});

const sagas = () => stock.database.collection<Row>("_sagas");
const rowOf = (id: string) => sagas().findOne({ "data.id": id }, { sort: { _id: -1 } });
const stateOf = async (id: string) => (await rowOf(id))?.state;
const inState = (id: string, state: string) => until(async () => (await stateOf(id)) === state, `${state}`);
/** One whose log row has come to the log: taking it out may meet a transaction on the piece, which then runs once more. */
const newPiece = async () => {
  const made = await one.call(piece.actions.create, aPiece());
  const carries = { _id: made.id, ...carriesRows };
  await until(async () => (await stock.rows("pieces", carries)).length === 0, "the move of its log row");
  return made;
};
const statusOf = async (id: string) => (await one.call(piece.actions.get, { id })).status;
const keyed = (key = randomUUID()) => ({ headers: { idempotency_key: key, fingerprint: "f" } });
const failed = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("It succeeded.");
    },
    (error: Failure) => error,
  );
/** Plays until the step of this name, which then does as told. */
const when = (name: string, act: (data: Shipping, saga_id: string) => Promise<unknown> | never) => {
  at = async (step, data, saga_id) => {
    if (step === name) await act(data, saga_id);
  };
};
const refusal = () => fail("conflict", "Not enough.");
/** A door that a step waits at. */
const door = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: () => resolve() };
};

test("goes well: the steps in their order, the pivot, then the rest; the answer is kept with the pivot", async () => {
  const { id } = await newPiece();
  const key = keyed();
  const answer = await one.call(ship, { id }, key);
  expect(answer).toEqual({ version: 2, receipt: `receipt of ${id}` });
  expect(played).toEqual(["reserve", "pay", "label", "pivot", "send", "tell"]);
  expect(await statusOf(id)).toBe("sold");
  await inState(id, "done");
  const row = await rowOf(id);
  expect(row).not.toHaveProperty("lease_until");
  expect(row).not.toHaveProperty("subject");
  expect(await one.call(ship, { id }, key)).toEqual(answer);
  expect(played).toHaveLength(6);
});

test("the crash points bear the names of saga and step, those of the pivot's transaction the saga's", async () => {
  const { id } = await newPiece();
  await one.call(ship, { id });
  const around = (step: string) => [`shipping.${step}.before`, `shipping.${step}.after`];
  passed = passed.filter((name) => name.startsWith("shipping."));
  expect(passed.slice(0, 11)).toEqual([
    ...["reserve", "pay", "label"].flatMap(around),
    ...["shipping.pivot.before", "shipping.write.1"],
    ...["shipping.commit.before", "shipping.commit.after", "shipping.pivot.after"],
  ]);
  expect(passed.slice(11).sort()).toEqual(["send", "tell"].flatMap(around).sort());
  passed = [];
  when("label", async () => {
    throw refusal();
  });
  await failed(one.call(ship, { id: (await newPiece()).id }));
  passed = passed.filter((name) => name.startsWith("shipping."));
  expect(passed.slice(5)).toEqual(["shipping.pay.undo", "shipping.reserve.undo"]);
});

describe("before the pivot", () => {
  test("a refusal took nothing: the steps before it are undone in reverse, and the refusal is the answer", async () => {
    const { id } = await newPiece();
    when("label", async () => {
      throw refusal();
    });
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "conflict", code: 409 });
    expect(played).toEqual(["reserve", "pay", "label", "undo pay", "undo reserve"]);
    expect(await stateOf(id)).toBe("undone");
    expect(await statusOf(id)).toBe("free");
    // The subject is free again.
    at = async () => undefined;
    await one.call(ship, { id });
  });

  test.each<[string, () => Error]>([
    ["a timeout", () => Object.assign(new Error("late"), { name: "RequestTimeoutError", code: 504 })],
    ["a service that is away", () => fail("unavailable", "away")],
    ["a mistake of ours", () => new TypeError("x is undefined")],
  ])("of %s nobody knows the outcome: that step is undone as well", async (_, error) => {
    const { id } = await newPiece();
    when("pay", async () => {
      throw error();
    });
    expect((await failed(one.call(ship, { id }))).code).toBeGreaterThanOrEqual(500);
    expect(played).toEqual(["reserve", "pay", "undo pay", "undo reserve"]);
    expect(await stateOf(id)).toBe("undone");
  });

  test("a pivot that refuses undoes every step and writes nothing; the refusal is kept under the key", async () => {
    const { id } = await newPiece();
    await one.call(piece.actions.update, { id, changes: { status: "held" } });
    const key = keyed();
    expect(await failed(one.call(ship, { id }, key))).toMatchObject({ type: "locked" });
    expect(played).toEqual(["reserve", "pay", "label", "pivot", "undo label", "undo pay", "undo reserve"]);
    expect(await failed(one.call(ship, { id }, key))).toMatchObject({ type: "locked" });
    expect(played).toHaveLength(7);
  });

  test("an undo that fails is tried again until it succeeds, all of them, the latest first", async () => {
    const { id } = await newPiece();
    let tries = 0;
    at = async (step) => {
      if (step === "label") throw refusal();
      if (step === "undo pay" && tries++ < 2) throw new Error("away");
    };
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "conflict" });
    expect(await stateOf(id)).toBe("undoing");
    // Meanwhile the subject stays locked.
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "request_in_progress" });
    await inState(id, "undone");
    expect(played.slice(3)).toEqual([
      ...["undo pay", "undo label", "undo pay", "undo label", "undo pay", "undo reserve"],
    ]);
  });

  test("one whose end was written, but not confirmed, has ended: nobody takes it up again", async () => {
    const { id } = await newPiece();
    // A line that breaks behind the write: the row has ended, and its owner gets an error.
    at = async (step, _data, _id) => {
      if (step === "label") throw refusal();
      if (step !== "undo reserve") return;
      const end = { $set: { state: "undone", ended_at: new Date() }, $unset: { lease_until: 1 } } as const;
      await sagas().updateOne({ _id }, end);
      throw new Error("The connection was closed.");
    };
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "conflict" });
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: "undone" });
    expect(row).not.toHaveProperty("lease_until");
  });
});

describe("after the pivot", () => {
  test("steps are repeated until they succeed, and nothing is undone; the answer does not wait for it", async () => {
    const { id } = await newPiece();
    let tries = 0;
    when("send", async () => {
      if (tries++ < 2) throw refusal();
    });
    expect(await one.call(ship, { id })).toMatchObject({ version: 2 });
    expect(await stateOf(id)).toBe("committed");
    await inState(id, "done");
    expect(tries).toBe(3);
    expect(played.filter((step) => step.startsWith("undo"))).toEqual([]);
  });

  test("they run side by side, and the answer goes out after two seconds at most", async () => {
    const { id } = await newPiece();
    const held = door();
    when("send", () => held.promise);
    const before = performance.now();
    expect(await one.call(ship, { id })).toMatchObject({ version: 2 });
    expect(performance.now() - before).toBeLessThan(4000);
    expect(played.slice(4)).toEqual(["send", "tell"]);
    expect(await statusOf(id)).toBe("sold");
    held.open();
    await inState(id, "done");
  });

  test("the subject is free: what is next for it need not wait", async () => {
    const { id } = await newPiece();
    when("send", async () => {
      throw refusal();
    });
    await one.call(ship, { id });
    expect(await failed(one.call(ship, { id }))).toMatchObject({ type: "locked" });
    at = async () => undefined;
    await until(async () => (await sagas().countDocuments({ "data.id": id, state: "done" })) === 1, "done");
  });
});

describe("one at a time for a subject", () => {
  test("of twenty at once one goes through, the others are told that it is in progress", async () => {
    const { id } = await newPiece();
    const held = door();
    when("pay", () => held.promise);
    const answers: string[] = [];
    const results = Array.from({ length: 20 }, () =>
      one
        .call(ship, { id })
        .then(
          () => "shipped",
          ({ type }: Failure) => type,
        )
        .then((answer) => answers.push(answer)),
    );
    await until(async () => answers.length === 19, "nineteen answers");
    expect(answers).toEqual(Array(19).fill("request_in_progress"));
    held.open();
    await Promise.all(results);
    expect(answers.at(-1)).toBe("shipped");
    expect(played.filter((step) => step === "reserve")).toHaveLength(1);
  });

  test("twins with one key: the late one is told to wait, then gets the answer of the first", async () => {
    const { id } = await newPiece();
    const key = keyed();
    const held = door();
    when("pay", () => held.promise);
    const first = one.call(ship, { id }, key);
    await until(async () => played.includes("pay"));
    expect(await failed(one.call(ship, { id }, key))).toMatchObject({ type: "request_in_progress" });
    held.open();
    expect(await one.call(ship, { id }, key).catch(() => first)).toEqual(await first);
    expect(await one.call(ship, { id }, key)).toEqual(await first);
  });

  test("another tenant's subject of the same name is another one", async () => {
    const { id } = await newPiece();
    const held = door();
    when("reserve", () => held.promise);
    const mine = one.call(ship, { id });
    await until(async () => played.includes("reserve"));
    at = async () => undefined;
    expect(await failed(one.call(ship, { id }, { meta: orgOf(randomUUID()) }))).toMatchObject({
      type: "not_found",
    });
    held.open();
    await mine;
  });
});

describe("API-9: what is tried before it is begun, and refused by what the same request holds", () => {
  /** The piece is gone while a saga holds it: whoever tries meanwhile is refused. */
  let held: Set<string>;
  let gone: () => Promise<unknown>;
  beforeEach(() => {
    held = new Set();
    gone = async () => undefined;
    at = async (step, { id }) => {
      if (step === "reserve") held.add(id);
      if (step === "pay") await gone();
      if (step === "undo reserve") held.delete(id);
      if (step === "try" && held.has(id)) throw fail("locked", "It is gone.");
    };
  });
  const saga = (id: string, key: string, more: object) => ({
    ...{ _id: randomUUID(), name: "shipping", org_id: stock.org, step: 0, data: { id }, meta: stock.meta },
    ...{ owner: "dead", subject: `${stock.org}:request:${key}`, ...more },
  });

  test("waits while the first runs, and then has its answer; another request is refused", async () => {
    const { id } = await newPiece();
    const key = keyed();
    const paying = door();
    gone = () => paying.promise;
    const first = one.call(shipTried, { id }, key);
    await until(async () => played.includes("pay"));
    expect(await failed(one.call(shipTried, { id }, key))).toMatchObject({ type: "request_in_progress" });
    expect(await failed(one.call(shipTried, { id }, keyed()))).toMatchObject({ type: "locked" });
    expect(await failed(one.call(shipTried, { id }))).toMatchObject({ type: "locked" });
    paying.open();
    const answer = await first;
    expect(await one.call(shipTried, { id }, key)).toEqual(answer);
  });

  test("waits until what a dead one holds is given back, and then succeeds", async () => {
    const { id } = await newPiece();
    const key = keyed();
    held.add(id);
    const lease_until = new Date(Date.now() + 60_000);
    const row = saga(id, key.headers.idempotency_key, { state: "running", lease_until });
    await sagas().insertOne(row as never);
    expect(await failed(one.call(shipTried, { id }, key))).toMatchObject({ type: "request_in_progress" });
    await sagas().updateOne({ _id: row._id }, { $set: { lease_until: new Date(0) } });
    await inState(id, "undone");
    expect(await one.call(shipTried, { id }, key)).toMatchObject({ version: 2 });
  });

  test("one that is undone between the refusal and the look is seen all the same", async () => {
    const { id } = await newPiece();
    const key = keyed();
    const row = saga(id, key.headers.idempotency_key, { state: "running", lease_until: new Date(0) });
    when("try", async () => {
      await sagas().insertOne(row as never);
      await inState(id, "undone");
      throw fail("locked", "It was gone.");
    });
    expect(await failed(one.call(shipTried, { id }, key))).toMatchObject({ type: "request_in_progress" });
    at = async () => undefined;
    expect(await one.call(shipTried, { id }, key)).toMatchObject({ version: 2 });
  });

  test("what a saga of its own is refused for is its answer", async () => {
    const { id } = await newPiece();
    const key = keyed();
    when("pay", async () => {
      throw refusal();
    });
    expect(await failed(one.call(shipTried, { id }, key))).toMatchObject({ type: "conflict" });
    expect(await failed(one.call(shipTried, { id }, key))).toMatchObject({ type: "conflict" });
    expect(played.filter((step) => step === "try")).toHaveLength(1);
  });
});

describe("when the owner has died", () => {
  /** A row as a dead copy left it. */
  async function left(state: string, step: number): Promise<{ id: string; key: string }> {
    const { id } = await newPiece();
    const key = randomUUID();
    await sagas().insertOne({
      _id: key,
      name: "shipping",
      org_id: stock.org,
      ...(state === "committed" ? {} : { subject: `${stock.org}:piece:${id}` }),
      state,
      step,
      data: { id },
      meta: stock.meta,
      owner: "dead",
      lease_until: new Date(Date.now() - 1),
    } as never);
    return { id, key };
  }

  test.each([
    ["running", 0, ["undo reserve"], "undone"],
    ["running", 1, ["undo pay", "undo reserve"], "undone"],
    ["running", 2, ["undo label", "undo pay", "undo reserve"], "undone"],
    ["undoing", 1, ["undo label", "undo pay", "undo reserve"], "undone"],
    ["committed", 2, ["send", "tell"], "done"],
  ])("a saga that is %s at step %i is swept up: %j, then %s", async (state, step, expected, end) => {
    const { id, key } = await left(state, step);
    let under: string | undefined;
    at = async (_step, data, saga_id) => {
      if (data.id === id) under = saga_id;
    };
    await inState(id, end);
    // Undone before it was done: the step in flight is barred under the saga's own id.
    expect(played).toEqual(expected);
    expect(under).toBe(key);
    expect(await statusOf(id)).toBe("free");
    at = async () => undefined;
    await one.call(ship, { id });
  });

  test("what is still being done is left alone until its lease ends", async () => {
    const { id, key } = await left("committed", 2);
    await sagas().updateOne({ _id: key }, { $set: { lease_until: new Date(Date.now() + 60_000) } });
    const other = await left("committed", 2);
    await inState(other.id, "done");
    expect(await stateOf(id)).toBe("committed");
    await sagas().deleteOne({ _id: key });
  });

  test("a saga of a kind that nobody knows any more is reported and stays", async () => {
    const { id, key } = await left("running", 0);
    await sagas().updateOne({ _id: key }, { $set: { name: "forgotten" } });
    await until(async () =>
      stock.failures.some((each) => String(each).includes("There is no saga 'forgotten'")),
    );
    expect(await stateOf(id)).toBe("running");
    await sagas().deleteOne({ _id: key });
  });
});

describe("an owner who was overtaken cannot decide (fencing)", () => {
  test.each([["pay"], ["label"]])("by another copy, while at '%s'", async (step) => {
    const { id } = await newPiece();
    when(step, (_, _id) =>
      sagas().updateOne({ _id }, { $set: { owner: "another", lease_until: new Date(Date.now() + 60_000) } }),
    );
    expect(await failed(one.call(ship, { id }))).toMatchObject({ code: 503, type: "unavailable" });
    expect(await statusOf(id)).toBe("free");
    // What becomes of it is the other's to do.
    expect(played.filter((each) => each.startsWith("undo"))).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "running", owner: "another" });
    await sagas().deleteMany({ "data.id": id });
  });

  test("by its own sweeper, whose copy is the same", async () => {
    const { id } = await newPiece();
    when("label", async (_, _id) => {
      await sagas().updateOne({ _id }, { $set: { lease_until: new Date(0) } });
      await inState(id, "undone");
    });
    expect(await failed(one.call(ship, { id }))).toMatchObject({ code: 503 });
    expect(await statusOf(id)).toBe("free");
    const undone = ["undo label", "undo pay", "undo reserve"];
    expect(played).toEqual(["reserve", "pay", "label", ...undone, "pivot"]);
  });

  test("nothing is undone when the pivot was committed although it looked as if not", async () => {
    const { id } = await newPiece();
    when("pivot", async (_, _id) => {
      await sagas().updateOne({ _id }, { $set: { state: "committed" } });
      throw new Error("The connection was lost.");
    });
    expect((await failed(one.call(ship, { id }))).code).toBe(500);
    expect(played).toEqual(["reserve", "pay", "label", "pivot"]);
    expect(await stateOf(id)).toBe("committed");
    // The sweeper finishes it in time.
    await sagas().updateOne({ "data.id": id }, { $set: { lease_until: new Date(0) } });
    await inState(id, "done");
    expect(played.slice(4)).toEqual(["send", "tell"]);
  });
});
