/** What the kernel promises of one command: all of it or nothing, once per key, refused without a trace. */

import { randomUUID } from "node:crypto";
import type { Failure } from "../../shared/errors.ts";
import { id } from "../../shared/fields/index.ts";
import type { Headers } from "../../shared/meta.ts";
import { batchOf } from "../../shared/service/batch.ts";
import { cipherOf } from "../../shared/service/cipher.ts";
import type { LogRow } from "../../shared/service/log.ts";
import { command, entityOf, operation } from "../../shared/service/operation.ts";
import { TEST_KEY } from "../support/key.ts";
import {
  aPiece,
  box,
  type Copy,
  handlers,
  hold,
  keep,
  nextNumber,
  orgOf,
  type Piece,
  pack,
  piece,
  relabel,
  type Stock,
  startStock,
  stockWith,
  touch,
} from "./kernel-support.ts";

let stock: Stock;
let one: Copy;
beforeAll(async () => {
  stock = await startStock();
  one = stock.one;
});
afterAll(() => stock.stop());

const { create, get, update, remove, restore } = piece.actions;
const logOf = (id: string) => stock.rows<LogRow>("_log", { "changes.id": id });
const logs = async () => (await stock.rows("_log")).length;
const answers = () => stock.database.collection("_answers").countDocuments();
const keyed = (fingerprint = "same", key = randomUUID()): { headers: Headers } => ({
  headers: { idempotency_key: key, fingerprint },
});
const failed = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    (value) => {
      throw new Error(`It succeeded: ${JSON.stringify(value)}`);
    },
    (error: Failure) => error,
  );

/** While `collection` refuses every row. */
async function without<T>(collection: string, work: () => Promise<T>): Promise<T> {
  const validator = (rule: object) => stock.database.db!.command({ collMod: collection, validator: rule });
  await validator({ never: { $exists: true } });
  try {
    return await work();
  } finally {
    await validator({});
  }
}

/** Each kind of action: of a resource, a command, a flow, what is asked for the references of others, many at once. */
test.each([
  "stock.piece.list",
  "stock.piece.get",
  "stock.piece.create",
  "stock.piece.pack",
  "stock.references.find",
  "stock.changes.pull",
  "stock.audit.list",
  "stock.kernel.batch",
])("%s: a call that does not tell for whom it is is refused and told what meta must hold", async (name) => {
  const asked = (meta: unknown) => failed(one.ask(name, {}, meta as never));
  expect(await asked({})).toMatchObject({
    type: "unauthorized",
    code: 401,
    message: expect.stringMatching(
      /^The call's meta must tell for whom it is: org \{id, mode, currency, timezone\}, actor/,
    ),
  });
  const { actor: _actor, ...partly } = orgOf(randomUUID());
  expect(await asked(partly)).toMatchObject({
    type: "unprocessable",
    code: 422,
    data: { missing: ["actor.kind", "actor.id"] },
  });
});

describe("one transaction", () => {
  test("state, log row and answer are there together", async () => {
    const key = keyed();
    const made = await one.call(create, aPiece({ price: 500 }), key);
    expect(made).toMatchObject({ price: 500, status: "free", version: 1, org_id: stock.org });
    expect(await stock.rows("pieces", { _id: made.id })).toMatchObject([{ org_id: stock.org, version: 1 }]);
    expect(await logOf(made.id)).toHaveLength(1);
    const [answer] = await stock.rows<{ answer: string }>("_answers", { _id: key.headers.idempotency_key });
    // Sealed, whatever it holds.
    expect(JSON.parse(cipherOf(TEST_KEY).unseal(answer!.answer))).toEqual({
      fingerprint: "same",
      answer: { result: made },
    });
  });

  test.each(["refuse", "break"] as const)(
    "a command that writes and then must %s leaves nothing",
    async (ending) => {
      const made = await one.call(create, aPiece());
      const before = await logs();
      const error = await failed(one.call(pack, { id: made.id, and_then: ending }));
      expect(error).toMatchObject(ending === "refuse" ? { code: 409, data: { from: "a" } } : { code: 500 });
      expect(error.message).not.toContain("hunter2");
      expect(await one.call(get, { id: made.id })).toEqual(made);
      expect(await logs()).toBe(before);
    },
  );

  test.each(["_log", "_answers"])(
    "without its row in %s a command fails and writes nothing (AUD-4)",
    async (collection) => {
      const made = await one.call(create, aPiece());
      const draft = aPiece();
      const before = [await logs(), await answers()];
      await without(collection, async () => {
        expect((await failed(one.call(pack, { id: made.id }, keyed()))).code).toBeGreaterThanOrEqual(500);
        expect((await failed(one.call(create, draft, keyed()))).code).toBeGreaterThanOrEqual(500);
      });
      expect(await one.call(get, { id: made.id })).toEqual(made);
      expect(await stock.rows("pieces", { sku: draft.sku })).toEqual([]);
      expect([await logs(), await answers()]).toEqual(before);
      await one.call(create, draft);
    },
  );

  test("fifty at once on one row: every one counts, write conflicts are tried again", async () => {
    const made = await one.call(create, aPiece());
    const two = await stock.copy();
    await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? one : two).call(pack, { id: made.id })));
    expect(await one.call(get, { id: made.id })).toMatchObject({ units: 50, version: 51 });
    const events = (await logOf(made.id)).flatMap((row) => row.events);
    expect(events.map((each) => each.aggregate.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 51 }, (_, i) => i + 1),
    );
    await two.stop();
  });

  test("one of fifty gets what only one can have", async () => {
    const made = await one.call(create, aPiece());
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => one.call(hold, { id: made.id })),
    );
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of results)
      if (each.status === "rejected") expect(each.reason).toMatchObject({ type: "locked" });
    expect(await one.call(get, { id: made.id })).toMatchObject({ status: "held", version: 2 });
  });
});

describe("the audit record (AUD-1, INV-23)", () => {
  test("one for each accepted command: who, what, why, and what changed from what to what", async () => {
    const made = await one.call(create, aPiece({ memo: "private", price: 1 }));
    await one.call(update, { id: made.id, changes: { price: 2, memo: "other" } });
    await one.call(pack, { id: made.id, reason: "gift" });
    await one.call(remove, { id: made.id });
    await one.call(restore, { id: made.id });
    const rows = (await logOf(made.id)).sort((a, b) => a.changes[0]!.version - b.changes[0]!.version);
    expect(rows.map(({ action, reason }) => [action, reason])).toEqual([
      ["stock.piece.create", null],
      ["stock.piece.update", null],
      ["stock.piece.pack", "gift"],
      ["stock.piece.remove", null],
      ["stock.piece.restore", null],
    ]);
    expect(rows.map((row) => row.changes[0]!.verb)).toEqual([
      "created",
      "updated",
      "updated",
      "deleted",
      "restored",
    ]);
    expect(rows[1]).toMatchObject({
      org_id: stock.org,
      actor: { kind: "user", id: "user-1" },
      request_id: "request-1",
      ip: "192.0.2.1",
      user_agent: "test",
      changes: [{ kind: "piece", id: made.id, version: 2, fields: { price: [1, 2], memo: ["•••", "•••"] } }],
    });
    expect(JSON.stringify(rows)).not.toMatch(/private|"other"/);
  });

  test("none for a refused one, whatever refused it", async () => {
    const made = await one.call(create, aPiece());
    await one.call(hold, { id: made.id });
    const before = await logs();
    const id = randomUUID();
    const refusals: [ask: () => Promise<unknown>, code: number][] = [
      [() => one.call(create, { sku: "x" } as never), 400],
      [() => one.call(create, { ...aPiece(), version: 7 } as never), 400],
      [() => one.call(create, aPiece({ box_id: id })), 422],
      [() => one.call(create, aPiece({ sku: made.sku })), 409],
      [() => one.call(update, { id: made.id, changes: { sku: null } as never }), 400],
      [() => one.call(update, { id, changes: {} }), 404],
      [() => one.call(update, { id: made.id, changes: { price: 1 } }, { headers: { if_match: 9 } }), 412],
      [() => one.call(hold, { id: made.id }), 409],
      [() => one.call(pack, { id }), 404],
      [() => one.call(remove, { id }), 404],
      [() => one.call(update, { id: made.id, changes: { price: 1 } }, { meta: orgOf(randomUUID()) }), 404],
    ];
    for (const [ask, code] of refusals) expect(await failed(ask())).toMatchObject({ code });
    expect(await logs()).toBe(before);
  });

  test("a command that changes nothing leaves the version, and announces nothing", async () => {
    const made = await one.call(create, aPiece({ price: 5, tags: ["a"] }));
    expect(await one.call(update, { id: made.id, changes: { price: 5, tags: ["a"] } })).toEqual(made);
    expect(await logOf(made.id)).toHaveLength(1);
  });
});

describe("versions and events (INV-24, EVT-3)", () => {
  test("each version has its event, without a gap, with the state that it left; nothing private in it", async () => {
    const made = await one.call(create, aPiece({ memo: "private" }));
    await one.call(pack, { id: made.id });
    await one.call(update, { id: made.id, changes: { price: 7 } });
    await one.call(remove, { id: made.id });
    const events = (await logOf(made.id)).flatMap((row) => row.events);
    events.sort((a, b) => a.aggregate.seq - b.aggregate.seq);
    expect(events.map((each) => [each.type, each.aggregate.seq])).toEqual([
      ["piece.created", 1],
      ["piece.packed", 2],
      ["piece.updated", 3],
      ["piece.deleted", 4],
    ]);
    expect(events[1]!.data).toEqual({ units: 1 });
    expect(events[2]!.data).toMatchObject({ id: made.id, price: 7, units: 1, version: 3 });
    for (const each of events) {
      expect(each.data).not.toHaveProperty("memo");
      expect(each.data).not.toHaveProperty("key");
    }
  });
});

describe("several rows in one command", () => {
  test("each has its version, its event and its audit record; silently, none of them moves on", async () => {
    const made = [await one.call(create, aPiece()), await one.call(create, aPiece())];
    const ids = made.map((each) => each.id);
    const told = await one.call(relabel, { ids, memo: "a" });
    expect(told.map(({ id, version, name }) => [id, version, name])).toEqual(ids.map((id) => [id, 2, "a"]));
    const silent = await one.call(relabel, { ids, memo: "b", silent: true });
    expect(silent.map(({ version, name }) => [version, name])).toEqual([
      [2, "b"],
      [2, "b"],
    ]);
    for (const each of silent) expect(await one.call(get, { id: each.id })).toEqual(each);
    await one.call(relabel, { ids, memo: "c" });
    for (const id of ids) {
      const rows = await logOf(id);
      const events = rows.flatMap((row) => row.events).filter((each) => each.aggregate.id === id);
      expect(events.map((each) => each.aggregate.seq).sort()).toEqual([1, 2, 3]);
    }
    // Those without a difference are left out.
    expect(await one.call(relabel, { ids, memo: "c" })).toEqual([]);
  });

  test("what is private is masked in the record of a conditional write as well (INV-31)", async () => {
    const made = await one.call(create, aPiece({ metadata: {} }));
    await one.call(keep, { id: made.id, memo: "a secret" });
    const [row] = (await logOf(made.id)).filter((each) => each.action === "stock.piece.keep");
    expect(row!.changes[0]!.fields).toEqual({ memo: ["•••", "•••"], "metadata.a": [null, "a secret"] });
    expect(row!.events[0]!.data).not.toHaveProperty("memo");
  });
});

describe("If-Match (API-7)", () => {
  test("another version is 412 and names the present one; the present one passes", async () => {
    const made = await one.call(create, aPiece());
    const changing = (if_match: number) =>
      one.call(update, { id: made.id, changes: { price: if_match } }, { headers: { if_match } });
    expect(await failed(changing(2))).toMatchObject({
      code: 412,
      type: "precondition_failed",
      data: { version: 1 },
    });
    expect(await changing(1)).toMatchObject({ version: 2 });
    expect(await failed(changing(1))).toMatchObject({ code: 412 });
    expect(await failed(one.call(pack, { id: made.id }, { headers: { if_match: 1 } }))).toMatchObject({
      code: 412,
    });
    expect(await failed(one.call(remove, { id: made.id }, { headers: { if_match: 1 } }))).toMatchObject({
      code: 412,
    });
  });

  test("of ten that saw the same version one passes", async () => {
    const made = await one.call(create, aPiece());
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        one.call(update, { id: made.id, changes: { price: i + 1 } }, { headers: { if_match: 1 } }),
      ),
    );
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
  });
});

describe("idempotency (API-9, INV-26)", () => {
  test("repeated: the same answer, one effect", async () => {
    const made = await one.call(create, aPiece());
    const key = keyed();
    const first = await one.call(pack, { id: made.id }, key);
    await one.call(pack, { id: made.id });
    expect(await one.call(pack, { id: made.id }, key)).toEqual(first);
    expect(await one.call(get, { id: made.id })).toMatchObject({ units: 2 });
  });

  test("the same key with another body is 422, and does nothing", async () => {
    const made = await one.call(create, aPiece());
    const key = randomUUID();
    await one.call(pack, { id: made.id }, keyed("one", key));
    expect(await failed(one.call(pack, { id: made.id }, keyed("two", key)))).toMatchObject({
      code: 422,
      type: "idempotency_mismatch",
    });
    expect(await one.call(get, { id: made.id })).toMatchObject({ units: 1 });
  });

  test.each<["create" | "pack" | "hold", () => ReturnType<typeof aPiece> | null]>([
    ["create", () => aPiece()],
    ["pack", () => null],
    ["hold", () => null],
  ])(
    "fifty times %s at once, on two copies: one effect, and every one gets its answer",
    async (verb, draft): Promise<void> => {
      const two = await stock.copy();
      const given = draft();
      const made = given ? null : await one.call(create, aPiece());
      const key = keyed();
      const before = await logs();
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) => {
          const copy = i % 2 ? one : two;
          if (given) return copy.call(create, given, key);
          return verb === "pack"
            ? copy.call(pack, { id: made!.id }, key)
            : copy.call(hold, { id: made!.id }, key);
        }),
      );
      expect(new Set(results.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(await logs()).toBe(before + 1);
      await two.stop();
    },
  );

  test("a refusal of 404, 409, 412 or 422 is the answer, even when the same would pass by now", async () => {
    const made = await one.call(create, aPiece());
    const [missing, taken, stale, unreferred] = [keyed(), keyed(), keyed(), keyed()];
    stale.headers.if_match = 2;
    const id = randomUUID();
    const sku = randomUUID();
    const other = await one.call(create, aPiece({ sku }));
    const asks: (() => Promise<unknown>)[] = [
      () => one.call(pack, { id }, missing),
      () => one.call(create, aPiece({ sku, name: "x" }), taken),
      () => one.call(update, { id: made.id, changes: { price: 3 } }, stale),
      () => one.call(create, { sku: id, name: "x", box_id: id }, unreferred),
    ];
    const first: Failure[] = [];
    for (const ask of asks) first.push(await failed(ask()));
    expect(first.map((each) => each.code)).toEqual([404, 409, 412, 422]);

    // Now each of them would pass.
    const session = stock.database.collection("pieces");
    await session.insertOne({
      ...(await stock.rows("pieces", { _id: made.id }))[0],
      _id: id as never,
      sku: `sku ${id}`,
      slug: id,
    });
    await session.updateOne({ _id: other.id as never }, { $set: { sku: `gone ${sku}` } });
    await one.call(update, { id: made.id, changes: { price: 1 } });
    const whole = await one.call(box.actions.create, { name: "b" });
    await stock.database.collection("boxes").insertOne({
      ...(await stock.rows("boxes", { _id: whole.id }))[0],
      _id: id as never,
    });

    for (const [i, ask] of asks.entries()) {
      const again = await failed(ask());
      const { $replayed, ...data } = again.data;
      expect({ ...again, data }).toEqual({ ...first[i] });
      expect(again.message).toBe(first[i]!.message);
      expect($replayed).toBe(true);
    }
    await one.call(pack, { id });
    await one.call(create, { sku: `new ${id}`, name: "x", box_id: id });
  });

  test("an answer is given again although what it refers to is gone by now", async () => {
    const made = await one.call(box.actions.create, { name: "b" });
    const draft = aPiece({ box_id: made.id });
    const key = keyed();
    const first = await one.call(create, draft, key);
    await one.call(box.actions.remove, { id: made.id });
    expect(await one.call(create, draft, key)).toEqual(first);
    expect(await failed(one.call(create, aPiece({ box_id: made.id })))).toMatchObject({ code: 422 });
  });

  test("400 and whatever broke is not kept: the same key may be used rightly afterwards", async () => {
    const made = await one.call(create, aPiece());
    const key = keyed();
    const before = await answers();
    expect(await failed(one.call(pack, { id: made.id, and_then: "other" as never }, key))).toMatchObject({
      code: 400,
    });
    expect(await failed(one.call(pack, { id: made.id, and_then: "break" }, key))).toMatchObject({
      code: 500,
    });
    expect(await answers()).toBe(before);
    expect(await one.call(pack, { id: made.id }, key)).toMatchObject({ units: 1 });
  });

  test("an answer of nothing is replayed as well", async () => {
    const made = await one.call(create, aPiece());
    const key = keyed();
    const first = await one.call(touch, { id: made.id }, key);
    expect(await one.call(touch, { id: made.id }, key)).toEqual(first ?? null);
  });
});

describe("numbers and slugs", () => {
  test("numbers: unique over two copies, increasing in each; every tenant has his own (ID-2)", async () => {
    const two = await stock.copy();
    const other = orgOf(randomUUID());
    const drawn = await Promise.all(
      [one, two].map(async (copy) => {
        const numbers: number[] = [];
        for (let i = 0; i < 60; i++) numbers.push((await copy.call(nextNumber, { name: "n" })).number);
        return numbers;
      }),
    );
    for (const numbers of drawn) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(drawn.flat()).size).toBe(120);
    expect(Math.min(...drawn.flat())).toBe(1);
    // Reserved blocks grow, but not without measure.
    expect(Math.max(...drawn.flat())).toBeLessThan(120 + 200);
    expect(await one.call(nextNumber, { name: "n" }, { meta: other })).toEqual({ number: 1 });
    await two.stop();
  });

  test("a number drawn by a command that fails is not drawn again (ID-2)", async () => {
    const { number } = await one.call(nextNumber, { name: "n" });
    await without("boxes", () => failed(one.call(nextNumber, { name: "n" })));
    expect((await one.call(nextNumber, { name: "n" })).number).toBeGreaterThan(number + 1);
  });

  test("slugs are made from the name, the lowest free suffix each, also twenty at once (ID-3)", async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () => one.call(create, aPiece({ name: "Rôbe d'été" }))),
    );
    expect(made.map((each) => each.slug).sort()).toEqual(
      ["robe-d-ete", ...Array.from({ length: 19 }, (_, i) => `robe-d-ete-${i + 2}`)].sort(),
    );
    const [first] = made as [Piece];
    expect(await one.call(update, { id: first.id, changes: { name: "Other" } })).toMatchObject({
      slug: first.slug,
    });
    expect(
      await one.call(create, aPiece({ name: "Rôbe d'été" }), { meta: orgOf(randomUUID()) }),
    ).toMatchObject({
      slug: "robe-d-ete",
    });
  });

  test("uniqueness is the index's to decide: 409 names the field, another tenant is free, the deleted count (DEL-2)", async () => {
    const made = await one.call(create, aPiece());
    const again = aPiece({ sku: made.sku });
    const taken = {
      code: 409,
      type: "conflict",
      data: { errors: [{ pointer: "/sku", code: "taken" }] },
    };
    expect(await failed(one.call(create, again))).toMatchObject(taken);
    await one.call(remove, { id: made.id });
    expect(await failed(one.call(create, again))).toMatchObject(taken);
    const other = await one.call(create, aPiece());
    expect(await failed(one.call(update, { id: other.id, changes: { sku: made.sku } }))).toMatchObject(taken);
    await one.call(create, again, { meta: orgOf(randomUUID()) });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => one.call(create, { sku: "once", name: "x" })),
    );
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of results) if (each.status === "rejected") expect(each.reason).toMatchObject(taken);
  });
});

describe("changes (RFC 7396)", () => {
  test("the caller's own JSON is merged by key, null removes; its limits hold for the result", async () => {
    const made = await one.call(create, aPiece({ metadata: { a: 1, b: { c: 1 } } }));
    const merged = await one.call(update, { id: made.id, changes: { metadata: { a: null, d: [1] } } });
    expect(merged.metadata).toEqual({ b: { c: 1 }, d: [1] });
    const many = (prefix: string) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [prefix + i, i]));
    await one.call(update, { id: made.id, changes: { metadata: many("x") } });
    const error = await failed(one.call(update, { id: made.id, changes: { metadata: many("y") } }));
    expect(error).toMatchObject({ code: 400, data: { errors: [{ pointer: "/metadata" }] } });
    expect((await one.call(update, { id: made.id, changes: { metadata: null } })).metadata).toBeNull();
  });
});

describe("several at once (BLK-1)", () => {
  const batch = batchOf("stock");
  const makes = (...skus: string[]) =>
    skus.map((sku) => ({ action: create.name, input: { ...aPiece(), sku } as Record<string, unknown> }));

  test("an answer each, in order, in one transaction", async () => {
    const before = await logs();
    const skus = [randomUUID(), randomUUID(), randomUUID()];
    const made = (await one.call(batch, { steps: makes(...skus) })) as Piece[];
    expect(made.map((each) => each.sku)).toEqual(skus);
    expect(await logs()).toBe(before + 1);
    const steps = made.map(({ id }) => ({ action: update.name, input: { id, changes: { units: 3 } } }));
    const changed = (await one.call(batch, { steps })) as Piece[];
    expect(changed.map((each) => [each.sku, each.units])).toEqual(skus.map((sku) => [sku, 3]));
  });

  test.each([
    ["a wrong field", { name: 7 }, 400, "/1/name"],
    ["a reference to nothing", { box_id: randomUUID() }, 422, "/1/box_id"],
    ["a taken value", { sku: "taken" }, 409, "/1/sku"],
  ])("%s in one element: nothing of any is left", async (_what, wrong, code, pointer) => {
    await one.call(create, { ...aPiece(), sku: "taken" }).catch(() => undefined);
    const sku = randomUUID();
    const [first, second] = makes(sku, randomUUID());
    const error = await failed(
      one.call(batch, { steps: [first!, { ...second!, input: { ...second!.input, ...wrong } }] }),
    );
    expect(error).toMatchObject({ code, data: { errors: [{ pointer }] } });
    expect(await stock.rows("pieces", { sku })).toEqual([]);
  });

  test("a trial answers what would be, and leaves nothing", async () => {
    const sku = randomUUID();
    const tried = (await one.call(batch, { steps: makes(sku), check: true })) as Piece[];
    expect(tried).toMatchObject([{ sku, version: 1 }]);
    expect(await stock.rows("pieces", { sku })).toEqual([]);
  });

  test("what follows a command and fails is reported; the commands stand, and the next are followed", async () => {
    const followed: string[] = [];
    const wrap = operation({
      ...{ name: "stock.piece.wrap", about: "Wraps a piece.", input: { id: id() }, output: entityOf(piece) },
    });
    const wrapping = command(wrap, {
      run: async (tx, given) => tx.load(piece, given.id),
      async after(_call, given) {
        followed.push(given.id);
        throw new Error(`no paper for ${given.id}`);
      },
    });
    const copy = await stock.copy(stockWith({ handlers: [...handlers, wrapping] }));
    const [first, second] = [await one.call(create, aPiece()), await one.call(create, aPiece())];
    expect(await copy.call(wrap, { id: first.id })).toMatchObject({ id: first.id });
    const steps = [first, second].map((each) => ({ action: wrap.name, input: { id: each.id } }));
    expect(await copy.call(batch, { steps })).toMatchObject([{ id: first.id }, { id: second.id }]);
    await copy.stop();
    const ids = [first.id, first.id, second.id];
    expect(followed).toEqual(ids);
    const told = stock.failures.map(String).filter((each) => each.includes("no paper"));
    expect(told).toEqual(ids.map((each) => `Error: no paper for ${each}`));
  });

  test("once per key", async () => {
    const key = keyed();
    const steps = makes(randomUUID(), randomUUID());
    const first = await one.call(batch, { steps }, key);
    expect(await one.call(batch, { steps }, key)).toEqual(first);
  });
});
