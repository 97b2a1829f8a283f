/** Reading lists: every row once, every operator what it says, sorts with nulls, the deleted, the system's rows. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Condition, ListQuery } from "../../shared/page.ts";
import {
  aPiece,
  box,
  type Copy,
  orgOf,
  type Piece,
  piece,
  type Stock,
  startStock,
  walk,
} from "./kernel-support.ts";

const seeded = { numRuns: 25 };

let stock: Stock;
let one: Copy;
let all: Piece[];
const { create, list, remove, restore, get, update } = piece.actions;

beforeAll(async () => {
  stock = await startStock();
  one = stock.one;
  const prices = [null, 0, 5, 5, 100, null, 100, 250, 1, null];
  const drafts = Array.from({ length: 30 }, (_, i) =>
    aPiece({
      name: `Name ${String.fromCharCode(97 + (i % 7))}`,
      price: prices[i % prices.length],
      status: ["free", "held", "sold"][i % 3],
      fragile: i % 4 === 0,
      tags: [["red", "blue"], [], ["red"]][i % 3],
    }),
  );
  for (const draft of drafts) await one.call(create, draft);
  await one.call(create, aPiece({ name: "Someone else's" }), { meta: orgOf(randomUUID()) });
  all = await walk(one, { limit: 100 });
});
afterAll(() => stock.stop());

const ids = (rows: { id: string }[]) => rows.map((row) => row.id);

describe("walking the pages (INV-33)", () => {
  test.each([1, 2, 7, 29, 30, 31])("every row once and in order, %i at a time", async (limit) => {
    const walked = await walk(one, { limit });
    expect(ids(walked)).toEqual(ids(all));
    expect(walked).toHaveLength(30);
  });

  test.each(["created_at", "-created_at", "name", "-name", "price", "-price"])(
    "while rows come and go, those that stay are seen once and in order, by %s",
    async (sort) => {
      const meta = orgOf(randomUUID());
      const by = { meta };
      const stay = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          one.call(create, aPiece({ name: `n${i % 4}`, price: [null, 3, 3, 9][i % 4] }), by),
        ),
      );
      const leave = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          one.call(create, aPiece({ name: `n${i % 4}`, price: i % 2 ? i : null }), by),
        ),
      );
      const full = await walk(one, { sort, limit: 100 }, undefined, meta);
      let added = 0;
      const between = async () => {
        // Behind the end of an ascending list there would be no end.
        if (added++ >= 8) return;
        const gone = leave.pop();
        if (gone) await one.call(remove, { id: gone.id }, by);
        await one.call(create, aPiece({ name: "n1", price: 3 }), by);
        await one.call(create, aPiece({ name: "n3", price: null }), by);
      };
      const walked = await walk(one, { sort, limit: 2 }, between, meta);
      const staying = new Set(ids(stay));
      expect(ids(walked).filter((id) => staying.has(id))).toEqual(ids(full).filter((id) => staying.has(id)));
      expect(new Set(ids(walked)).size).toBe(walked.length);
    },
  );

  test("rows of the same instant are told apart by their id", async () => {
    const meta = orgOf(randomUUID());
    for (let i = 0; i < 10; i++) await one.call(create, aPiece(), { meta });
    await stock.database
      .collection("pieces")
      .updateMany({ org_id: meta.org.id }, { $set: { created_at: "2027-01-31T00:00:00.000Z" } });
    const walked = await walk(one, { limit: 3 }, undefined, meta);
    expect(ids(walked)).toEqual([...ids(walked)].sort().reverse());
    expect(new Set(ids(walked)).size).toBe(10);
  });

  test("a page is never longer than asked, and says when it is the last", async () => {
    const page = await one.call(list, { limit: 30 });
    expect(page).toMatchObject({ next_cursor: null });
    expect(page.data).toHaveLength(30);
    const shorter = await one.call(list, { limit: 29, count: true });
    expect(shorter.next_cursor).not.toBeNull();
    expect(shorter.count).toBe(30);
    for (const limit of [0, -1, 501, 1.5, "5"])
      await expect(one.call(list, { limit: limit as number })).rejects.toMatchObject({ code: 400 });
  });

  test("a cursor of one tenant is another's invalid_cursor (INV-27)", async () => {
    const { next_cursor } = await one.call(list, { limit: 5 });
    await expect(
      one.call(list, { limit: 5, cursor: next_cursor! }, { meta: orgOf(randomUUID()) }),
    ).rejects.toMatchObject({ type: "invalid_cursor" });
  });

  test("a cursor of one copy is read by the others, and by the next start", async () => {
    const two = await stock.copy();
    const { next_cursor } = await one.call(list, { limit: 5 });
    const page = await two.call(list, { limit: 5, cursor: next_cursor! });
    expect(ids(page.data)).toEqual(ids(all).slice(5, 10));
    await two.stop();
  });
});

describe("sorting", () => {
  const compare = (a: unknown, b: unknown) => {
    if (a === b) return 0;
    if (a === null) return -1;
    if (b === null) return 1;
    return a! < b! ? -1 : 1;
  };
  test.each(["created_at", "updated_at", "name", "price"] as const)(
    "by %s, null before every value, ties by id",
    async (key) => {
      const expected = [...all].sort((a, b) => compare(a[key], b[key]) || compare(a.id, b.id));
      for (const limit of [100, 4]) {
        expect(ids(await walk(one, { sort: key, limit }))).toEqual(ids(expected));
        expect(ids(await walk(one, { sort: `-${key}`, limit }))).toEqual(ids(expected).reverse());
      }
    },
  );
});

describe("filters (INV-34)", () => {
  /** What an operator means for one row. */
  const holds = (row: Piece, { field, op, value }: Condition): boolean => {
    const own = row[field as keyof Piece] as unknown;
    const equal = (wanted: unknown) => (Array.isArray(own) ? own.includes(wanted) : own === wanted);
    if (op === "eq") return equal(value);
    if (op === "ne") return !equal(value);
    if (op === "in") return (value as unknown[]).some(equal);
    // Nothing is before or behind null.
    if (own === null || own === undefined) return false;
    const [a, b] = [own as number, value as number];
    return op === "gt" ? a > b : op === "gte" ? a >= b : op === "lt" ? a < b : a <= b;
  };
  const prices = fc.constantFrom(0, 1, 4, 5, 99, 100, 250, 1000);
  const words = fc.constantFrom("free", "held", "sold");
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      field: fc.constant("price"),
      op: fc.constantFrom("gt", "gte", "lt", "lte", "eq", "ne"),
      value: prices,
    }),
    fc.record({ field: fc.constant("price"), op: fc.constantFrom("eq", "ne"), value: fc.constant(null) }),
    fc.record({
      field: fc.constant("price"),
      op: fc.constant("in"),
      value: fc.array(fc.option(prices), { maxLength: 3 }),
    }),
    fc.record({ field: fc.constant("status"), op: fc.constantFrom("eq", "ne"), value: words }),
    fc.record({
      field: fc.constant("status"),
      op: fc.constant("in"),
      value: fc.array(words, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ field: fc.constant("fragile"), op: fc.constantFrom("eq", "ne"), value: fc.boolean() }),
    fc.record({
      field: fc.constant("tags"),
      op: fc.constantFrom("eq", "ne"),
      value: fc.constantFrom("red", "blue", "green"),
    }),
    fc.record({
      field: fc.constant("name"),
      op: fc.constantFrom("eq", "ne"),
      value: fc.constantFrom("Name a", "name a", ""),
    }),
    fc
      .tuple(
        fc.constantFrom("created_at", "updated_at"),
        fc.constantFrom("gt", "gte", "lt", "lte"),
        fc.nat(29),
      )
      .map(([field, op, i]) => ({ field, op, value: all[i]!.created_at }) as Condition),
  ) as fc.Arbitrary<Condition>;

  test("each operator gives what it gives on the whole list, alone and together, page by page and counted", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("created_at", "-price", "name"),
        async (conditions, sort) => {
          const whole = await walk(one, { sort, limit: 100 });
          const expected = ids(whole.filter((row) => conditions.every((each) => holds(row, each))));
          expect(ids(await walk(one, { sort, conditions, limit: 4 }))).toEqual(expected);
          expect((await one.call(list, { sort, conditions, limit: 1, count: true })).count).toBe(
            expected.length,
          );
          found += expected.length;
        },
      ),
      seeded,
    );
    expect(found).toBeGreaterThan(50);
  });

  test("every operator by itself, so that none is left to chance", async () => {
    for (const [field, op, value] of [
      ["price", "eq", 5],
      ["price", "ne", 5],
      ["price", "in", [5, 100, null]],
      ["price", "gt", 5],
      ["price", "gte", 5],
      ["price", "lt", 5],
      ["price", "lte", 5],
      ["price", "eq", null],
      ["price", "ne", null],
      ["tags", "in", ["blue", "green"]],
      ["fragile", "eq", false],
    ] as const) {
      const conditions = [{ field, op, value }] as Condition[];
      const expected = ids(all.filter((row) => holds(row, conditions[0]!)));
      expect(expected.length).toBeGreaterThan(0);
      expect(ids(await walk(one, { conditions, limit: 7 }))).toEqual(expected);
    }
  });

  test("search finds whole words and beginnings, folded, all of them at once (RPT-5)", async () => {
    const meta = orgOf(randomUUID());
    const draft = (name: string, tags: string[] = []) => one.call(create, aPiece({ name, tags }), { meta });
    const [red, blue] = [await draft("Rotes Kleid", ["Été"]), await draft("Blaues Kleid")];
    const search = async (text: string) =>
      ids((await one.call(list, { search: text }, { meta })).data).sort();
    expect(await search("kleid")).toEqual(ids([red, blue]).sort());
    expect(await search("KLEID rot")).toEqual([red.id]);
    expect(await search("ete")).toEqual([red.id]);
    expect(await search("leid")).toEqual([]);
    expect(await search("kleid.*")).toEqual(ids([red, blue]).sort());
    await one.call(update, { id: red.id, changes: { name: "Grüner Rock" } }, { meta });
    expect(await search("kleid")).toEqual([blue.id]);
    expect(await search("gruner")).toEqual([red.id]);
    expect(await search("ete")).toEqual([red.id]);
  });
});

describe("deleted rows (DEL-1)", () => {
  test("are hidden, shown or alone, as asked; they are still read by id, and come back", async () => {
    const meta = orgOf(randomUUID());
    const [kept, gone] = [
      await one.call(create, aPiece(), { meta }),
      await one.call(create, aPiece(), { meta }),
    ];
    const deleted = await one.call(remove, { id: gone.id }, { meta });
    expect(deleted).toMatchObject({ version: 2, deleted_at: expect.any(String) });
    const read = async (query: ListQuery) => ids((await one.call(list, query, { meta })).data).sort();
    expect(await read({})).toEqual([kept.id]);
    expect(await read({ deleted: "exclude" })).toEqual([kept.id]);
    expect(await read({ deleted: "include" })).toEqual(ids([kept, gone]).sort());
    expect(await read({ deleted: "only" })).toEqual([gone.id]);
    expect((await one.call(list, { count: true, limit: 1 }, { meta })).count).toBe(1);
    expect(await one.call(get, { id: gone.id }, { meta })).toEqual(deleted);
    // Deleting again changes nothing; its references are gone for new ones.
    expect(await one.call(remove, { id: gone.id }, { meta })).toEqual(deleted);
    expect(await one.call(restore, { id: gone.id }, { meta })).toMatchObject({
      deleted_at: null,
      version: 3,
    });
    expect(await read({})).toEqual(ids([kept, gone]).sort());
  });

  test("are removed for good where that is declared (DEL-3)", async () => {
    const made = await one.call(box.actions.create, { name: "b" });
    expect(await one.call(box.actions.remove, { id: made.id })).toEqual({ deleted_id: made.id });
    await expect(one.call(box.actions.get, { id: made.id })).rejects.toMatchObject({ code: 404 });
    expect(await stock.rows("boxes", { _id: made.id })).toEqual([]);
  });
});

describe("system ∪ own (TEN-1)", () => {
  const id = randomUUID();
  beforeAll(async () => {
    await stock.database.collection("boxes").insertOne({
      _id: id as never,
      org_id: null,
      name: "Standard",
      number: null,
      created_at: "2027-01-31T00:00:00.000Z",
      updated_at: "2027-01-31T00:00:00.000Z",
      created_by: "system",
      version: 1,
    });
  });

  test("the system's rows are in every tenant's lists, and may be referred to", async () => {
    for (const meta of [orgOf(randomUUID()), stock.meta]) {
      const own = await one.call(box.actions.create, { name: "Own" }, { meta });
      const listed = ids((await one.call(box.actions.list, { limit: 100 }, { meta })).data);
      expect(listed).toEqual(expect.arrayContaining([id, own.id]));
      expect(await one.call(box.actions.get, { id }, { meta })).toMatchObject({
        name: "Standard",
        org_id: null,
      });
      expect(await one.call(create, aPiece({ box_id: id }), { meta })).toMatchObject({ box_id: id });
      expect(ids(await one.call(box.actions.many, { ids: [id, own.id] }, { meta })).sort()).toEqual(
        [id, own.id].sort(),
      );
    }
  });

  test("they are nobody's to change", async () => {
    for (const work of [
      () => one.call(box.actions.update, { id, changes: { name: "Mine" } }),
      () => one.call(box.actions.remove, { id }),
      () => one.call(box.actions.restore, { id }),
    ])
      await expect(work()).rejects.toMatchObject({ code: 403 });
    expect(await stock.rows("boxes", { _id: id })).toMatchObject([{ name: "Standard", version: 1 }]);
  });
});

describe("another tenant's rows (INV-27, INV-29, TEN-3)", () => {
  test("are not found, not listed, not counted, not expanded, not referred to: as if they were not there", async () => {
    const other = { meta: orgOf(randomUUID()) };
    const [mine] = all as [Piece];
    const own = await one.call(box.actions.create, { name: "b" });
    const missing = randomUUID();
    const refusal = async (work: Promise<unknown>) => {
      const { code, type, message } = await work.then(
        () => ({ code: 200, type: "", message: "" }),
        (error) => error,
      );
      return { code, type, message };
    };
    for (const ask of [
      (id: string) => one.call(get, { id }, other),
      (id: string) => one.call(update, { id, changes: { price: 1 } }, other),
      (id: string) => one.call(remove, { id }, other),
      (id: string) => one.call(restore, { id }, other),
    ]) {
      const foreign = await refusal(ask(mine.id));
      expect(foreign).toMatchObject({ code: 404, type: "not_found" });
      expect(foreign).toEqual(await refusal(ask(missing)));
    }
    const referring = (box_id: string) => refusal(one.call(create, aPiece({ box_id }), other));
    expect(await referring(own.id)).toEqual(await referring(missing));
    expect(await referring(own.id)).toMatchObject({ code: 422, type: "reference_not_found" });
    expect(await one.call(list, { count: true, deleted: "include" }, other)).toEqual({
      data: [],
      next_cursor: null,
      count: 0,
    });
    expect(await one.call(piece.actions.many, { ids: ids(all) }, other)).toEqual([]);
  });

  test("without a tenant nothing is read or written (INV-28)", async () => {
    for (const org_id of [undefined, null, "", {}, { $ne: null }, [stock.org]]) {
      const meta = orgOf(org_id as never);
      for (const work of [
        () => one.call(get, { id: all[0]!.id }, { meta }),
        () => one.call(list, {}, { meta }),
        () => one.call(update, { id: all[0]!.id, changes: { price: 1 } }, { meta }),
        () => one.call(create, aPiece(), { meta }),
        () => one.call(box.actions.create, { name: "x" }, { meta }),
      ])
        await expect(work()).rejects.toMatchObject({ code: 422 });
    }
    expect(ids(await walk(one, { limit: 100 }))).toEqual(expect.arrayContaining(ids(all)));
    for (const collection of ["pieces", "_log"])
      expect(
        await stock.rows(collection, { $or: [{ org_id: "" }, { org_id: { $not: { $type: "string" } } }] }),
      ).toEqual([]);
  });
});
