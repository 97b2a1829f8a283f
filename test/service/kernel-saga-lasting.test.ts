/** Sagas that last: their owner keeps the lease while it lives, and their answer is given once it is whole (design 6.3, API-9). */
import { randomUUID } from "node:crypto";
import type { Failure } from "../../shared/errors.ts";
import {
  aPiece,
  type Copy,
  piece,
  type Stock,
  ship,
  shippingWith,
  startStock,
  until,
} from "./kernel-support.ts";

type Row = { _id: string; owner: string; lease_until?: Date; state: string };

let stock: Stock;
let one: Copy;
/** What a step does before it ends. */
let meanwhile: Record<string, () => Promise<unknown>> = {};

beforeAll(async () => {
  const at = async (step: string) => meanwhile[step]?.();
  const name = "tell";
  const tell = {
    name,
    answers: () => true,
    async run() {
      await at(name);
      return { receipt: "told" };
    },
  };
  stock = await startStock(shippingWith({ at }, { after: [tell] }));
  one = stock.one;
});
afterAll(() => stock.stop());
beforeEach(() => {
  meanwhile = {};
});

const sagas = () => stock.database.collection<Row>("_sagas");
const of = (id: string) => ({ "data.id": id }) as object;
const leaseOf = async (id: string) => (await sagas().findOne(of(id)))!.lease_until!.getTime();
const newPiece = async () => (await one.call(piece.actions.create, aPiece())).id;
const keyed = () => ({ headers: { idempotency_key: randomUUID(), fingerprint: "f" } });
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Failure) => error.type,
  );
const prolonged = async (id: string) => {
  const before = await leaseOf(id);
  await until(async () => (await leaseOf(id)) > before, "a longer lease");
};

/** A piece that is being shipped, at a step that waits to be let go. */
async function waitingAt(step: string, headers = keyed()) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const id = await newPiece();
  const reached = new Promise<void>((resolve) => {
    meanwhile[step] = () => {
      resolve();
      return promise;
    };
  });
  const answer = one.call(ship, { id }, headers);
  answer.catch(() => undefined);
  await reached;
  return { id, answer, letGo, headers };
}

test("a step may last longer than a lease: before the pivot and after it the owner prolongs", async () => {
  const slow = await waitingAt("pay");
  await prolonged(slow.id);
  await prolonged(slow.id);
  const second = Promise.withResolvers<void>();
  meanwhile = { tell: () => second.promise };
  slow.letGo();
  // The answer's time is over, and the step still lasts.
  expect(await slow.answer).toMatchObject({ version: 2 });
  await prolonged(slow.id);
  second.resolve();
  await until(async () => (await sagas().findOne(of(slow.id)))?.state === "done");
});

test("an undo may last as well", async () => {
  meanwhile = { label: () => Promise.reject(new Error("away")) };
  const { id, answer, letGo } = await waitingAt("undo pay");
  await prolonged(id);
  letGo();
  expect(await failure(answer)).not.toBeNull();
  expect(await sagas().findOne(of(id))).toMatchObject({ state: "undone" });
});

test("who was overtaken prolongs nothing, and does not decide when it wakes (fencing)", async () => {
  const paused = await waitingAt("pay");
  const lease_until = new Date(Date.now() + 60_000);
  await sagas().updateOne(of(paused.id), { $set: { owner: "another", lease_until } });
  const other = await waitingAt("pay");
  await prolonged(other.id);
  await prolonged(other.id);
  expect(await leaseOf(paused.id)).toBe(lease_until.getTime());
  paused.letGo();
  expect(await failure(paused.answer)).toBe("unavailable");
  expect(await one.call(piece.actions.get, { id: paused.id })).toMatchObject({ status: "free" });
  expect(await sagas().findOne(of(paused.id))).toMatchObject({ state: "running", owner: "another" });
  await sagas().deleteOne(of(paused.id));
  other.letGo();
  await other.answer;
});

describe("API-9: an answer that a step after the pivot completes", () => {
  /** Changes until when the kept answer may be completed, if it still may. */
  const settleAt = ({ headers }: Awaited<ReturnType<typeof waitingAt>>, settles_at: Date) => {
    const kept = { _id: headers.headers.idempotency_key, settles_at: { $exists: true } } as object;
    return stock.database.collection("_answers").updateOne(kept, { $set: { settles_at } });
  };

  test("is not given to a twin before that; then both have the same", async () => {
    const first = await waitingAt("tell");
    await settleAt(first, new Date(Date.now() + 600_000));
    expect(await failure(one.call(ship, { id: first.id }, first.headers))).toBe("request_in_progress");
    first.letGo();
    const answer = await first.answer;
    // On a busy machine the answer went out before the step ended: then its time is still to end.
    await settleAt(first, new Date(0));
    expect(await one.call(ship, { id: first.id }, first.headers)).toEqual(answer);
  });

  test("is settled by a twin when its time is over: the first has what the twin was given", async () => {
    const first = await waitingAt("tell");
    await settleAt(first, new Date(0));
    const twin = await one.call(ship, { id: first.id }, first.headers);
    expect(twin).toEqual({ version: 2, receipt: `receipt of ${first.id}` });
    first.letGo();
    expect(await first.answer).toEqual(twin);
    expect(await one.call(ship, { id: first.id }, first.headers)).toEqual(twin);
  });
});
