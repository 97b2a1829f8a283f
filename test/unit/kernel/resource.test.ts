/** What lists and rows derive from a resource: slugs, words, the tenant's place in every filter, cursors. */
import fc from "fast-check";
import { count, instant, list, money, text } from "../../../shared/fields/index.ts";
import { type CursorScope, type ListQuery, openCursor, sealCursor } from "../../../shared/page.ts";
import { indexesOf, shownOf } from "../../../shared/resource/model.ts";
import { allowedOps, planOf, scoped } from "../../../shared/resource/query.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { freeSlug, slugOf } from "../../../shared/resource/slug.ts";
import { fold, keyOf, wordsOf } from "../../../shared/resource/words.ts";

const run = { numRuns: 200 };
const A = "01890a5d-ac96-774b-bcce-b302099a8057";
const B = "01890a5d-ac96-774b-bcce-b302099a8058";

const piece = resource({
  service: "stock",
  name: "piece",
  plural: "pieces",
  fields: {
    sku: text({ max: 40, filter: ["eq"] }),
    title: text({ sort: true }),
    price: money({ optional: true, filter: ["eq", "gte", "lte"], sort: true }),
    sold_at: instant({ optional: true, readonly: true, sort: true }),
    number: count({ optional: true, readonly: true }),
    tags: list(text({ max: 20 }), { default: [], filter: ["eq"] }),
    key: text({ optional: true, hidden: true }),
    shown_price: money({ optional: true, readonly: true, derived: true, filter: ["eq"] }),
  },
  verbs: ["list"],
  unique: [["sku"], ["number"]],
  search: ["title", "tags"],
});

describe("slugs (ID-3)", () => {
  test.each([
    ["Kleider & Röcke", "kleider-rocke"],
    ["  A--B  ", "a-b"],
    ["Été à Paris", "ete-a-paris"],
    ["ＡＢＣ", "abc"],
    ["日本語", "x"],
    ["---", "x"],
    ["a".repeat(150), "a".repeat(100)],
    [`${"a".repeat(99)} b`, "a".repeat(99)],
  ])("%j becomes %j", (name, slug) => expect(slugOf(name)).toBe(slug));

  test("whatever the name: lower-case ASCII runs joined by single dashes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        expect(slugOf(name)).toMatch(/^(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
      run,
    );
  });

  test("a taken slug takes the lowest free suffix from 2", () => {
    expect(freeSlug("a", new Set())).toBe("a");
    expect(freeSlug("a", new Set(["b"]))).toBe("a");
    expect(freeSlug("a", new Set(["a"]))).toBe("a-2");
    expect(freeSlug("a", new Set(["a", "a-2", "a-4"]))).toBe("a-3");
  });
});

describe("words of a search (RPT-5)", () => {
  test("folded by case and accent, split at whatever is neither letter nor digit", () => {
    expect(fold("Été, GRÖSSE-42/b")).toEqual(["ete", "grosse", "42", "b"]);
    expect(fold("…")).toEqual([]);
    expect(fold("x".repeat(100))).toEqual(["x".repeat(64)]);
  });

  test("folding what is folded changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) =>
        expect(fold(fold(value).join(" "))).toEqual(fold(value)),
      ),
      run,
    );
  });

  test("the searchable fields alone, each word once, at most 100", () => {
    expect(wordsOf(piece, { title: "Blue blue Dress", tags: ["Été"], sku: "zzz" })).toEqual([
      "blue",
      "dress",
      "ete",
    ]);
    expect(wordsOf(piece, { title: null, tags: [] })).toEqual([]);
    const many = Array.from({ length: 300 }, (_, i) => `w${i}`).join(" ");
    expect(wordsOf(piece, { title: many })).toHaveLength(100);
  });
});

describe("no query without a tenant (INV-28, TEN-2)", () => {
  test.each([[undefined], [null], [""], ["x"], [{}], [{ $ne: null }], [[A]], [[]], [0], [new String(A)]])(
    "the tenant %j throws",
    (org) => {
      expect(() => scoped(org, {})).toThrow("A query without a tenant cannot be built.");
    },
  );

  test("a filter that names the tenant throws, whoever it names", () => {
    for (const org_id of [A, B, undefined, null])
      expect(() => scoped(A, { org_id })).toThrow(/not the caller's/);
  });

  test("the tenant stands in every filter; system rows are read where a resource shares them (TEN-1)", () => {
    expect(scoped(A, { sku: "1" })).toEqual({ org_id: A, sku: "1" });
    expect(scoped(A, {}, piece)).toEqual({ org_id: A });
    expect(scoped(A, {}, { ...piece, shared: true })).toEqual({ org_id: { $in: [A, null] } });
  });

  test("every index begins with the tenant (TEN-1)", () => {
    const indexes = indexesOf(piece);
    expect(indexes.length).toBeGreaterThan(7);
    for (const { fields } of indexes) expect(Object.keys(fields)[0]).toBe("org_id");
    expect(indexes.filter(({ options }) => options.unique)).toEqual([
      { fields: { org_id: 1, sku: 1 }, options: { unique: true } },
      {
        fields: { org_id: 1, number: 1 },
        options: { unique: true, partialFilterExpression: { number: { $type: "number" } } },
      },
    ]);
  });
});

describe("what is shown of a row", () => {
  test("its columns, missing ones as null, hidden ones never (INV-31)", () => {
    const shown = shownOf(piece, { _id: A, org_id: B, sku: "1", key: "secret", words: ["x"], other: 1 });
    expect(Object.keys(shown)).toEqual([
      ...["id", "org_id", "sku", "title", "price", "sold_at", "number", "tags", "shown_price"],
      ...["created_at", "updated_at", "created_by", "version", "deleted_at"],
    ]);
    expect(shown).toMatchObject({ id: A, sku: "1", title: null });
  });
});

describe("cursors (API-4)", () => {
  const scope: CursorScope = { org: A, list: "stock.piece", query: "[]", sort: "-created_at" };
  const invalid = expect.objectContaining({ type: "invalid_cursor", code: 400 });
  const sealed = sealCursor("secret", scope, [null, B]);
  const opening =
    (change: Partial<CursorScope>, cursor = sealed, secret = "secret") =>
    () =>
      openCursor(secret, { ...scope, ...change }, cursor);

  test("reads back what it points behind, whatever the key", () => {
    for (const key of [null, 0, 1.5, "é", "2027-01-31T09:30:00.000Z", true, ["a"]])
      expect(openCursor("secret", scope, sealCursor("secret", scope, [key, B]))).toEqual([key, B]);
  });

  test.each<[string, Partial<CursorScope>]>([
    ["another tenant", { org: B }],
    ["another list", { list: "stock.batch" }],
    ["another filter", { query: '[["sku"]]' }],
    ["another sort", { sort: "created_at" }],
  ])("for %s is invalid_cursor", (_, change) => expect(opening(change)).toThrow(invalid));

  test("of another installation is invalid_cursor", () =>
    expect(opening({}, sealed, "other")).toThrow(invalid));

  test("altered at any place is invalid_cursor", () => {
    for (let i = 0; i < sealed.length; i++) {
      const other = sealed[i] === "A" ? "B" : "A";
      expect(opening({}, sealed.slice(0, i) + other + sealed.slice(i + 1))).toThrow(invalid);
    }
    for (const cursor of [
      "",
      ".",
      "x",
      `${sealed}x`,
      `${sealed}.x`,
      sealed.slice(0, -1),
      `.${sealed}`,
      "é.é",
    ])
      expect(opening({}, cursor)).toThrow(invalid);
  });

  test("belongs to the tenant, list, filter, search, view of the deleted and sort that a page had", () => {
    const query: ListQuery = {
      conditions: [{ field: "sku", op: "eq", value: "1" }],
      sort: "title",
      search: "blue",
      deleted: "include",
    };
    const where = { "hidden.part": 1 };
    const cursor = planOf(piece, query, { org: A, secret: "secret", where }).cursorAfter({
      _id: B,
      title: "x",
    });
    const again = (change: ListQuery, of = piece, org = A, more: object = where) =>
      planOf(
        of,
        { ...query, cursor, ...change },
        { org, secret: "secret", where: more as Record<string, unknown> },
      );
    expect(again({}).filter).toMatchObject({
      $and: [{}, { $or: [{ title: { $gt: "x" } }, { _id: { $gt: B } }] }],
    });
    // Another page size and a count change nothing of the order.
    expect(() => again({ limit: 7, count: true })).not.toThrow();
    expect(() => again({ conditions: [{ field: "sku", op: "eq", value: "2" }] })).toThrow(invalid);
    expect(() => again({ conditions: [{ field: "sku", op: "ne", value: "1" }] })).toThrow(invalid);
    expect(() => again({ conditions: [] })).toThrow(invalid);
    expect(() => again({ sort: "-title" })).toThrow(invalid);
    expect(() => again({ sort: "price" })).toThrow(invalid);
    expect(() => again({ search: "red" })).toThrow(invalid);
    expect(() => again({ deleted: "only" })).toThrow(invalid);
    expect(() => again({}, piece, B)).toThrow(invalid);
    expect(() => again({}, { ...piece, name: "other" })).toThrow(invalid);
    expect(() => again({}, piece, A, { "hidden.part": 2 })).toThrow(invalid);
  });
});

describe("filters and sorts that a list takes (API-5)", () => {
  const plan = (query: ListQuery) => planOf(piece, query, { org: A, secret: "secret" });
  const refused = (code: string) =>
    expect.objectContaining({ code: 400, data: { errors: [expect.objectContaining({ code })] } });
  const condition = (field: string, op: string, value: unknown) => () =>
    plan({ conditions: [{ field, op: op as never, value }] });

  test("what is not offered is named together with what is", () => {
    expect(condition("title", "eq", "x")).toThrow(refused("unknown_filter"));
    expect(condition("org_id", "eq", A)).toThrow(refused("unknown_filter"));
    expect(condition("key", "eq", "x")).toThrow(
      /Allowed: sku, price, tags, shown_price, created_at, updated_at/,
    );
    expect(condition("sku", "gt", "x")).toThrow(refused("unknown_operator"));
    expect(condition("sku", "gt", "x")).toThrow(/Allowed: eq, ne, in\./);
    expect(() => plan({ sort: "sku" })).toThrow(refused("unknown_sort"));
    expect(() => plan({ sort: "--title" })).toThrow(refused("unknown_sort"));
    expect(() => plan({ sort: "$where" })).toThrow(/Allowed: title, price, sold_at, created_at, updated_at/);
    expect(() => plan({ search: "…" })).toThrow(refused("invalid_search"));
  });

  test.each<[string, string, unknown]>([
    ["sku", "eq", { $ne: null }],
    ["sku", "eq", ["1"]],
    ["sku", "eq", 1],
    ["sku", "eq", null],
    ["sku", "eq", undefined],
    ["sku", "eq", "\u0000"],
    ["sku", "in", "1"],
    ["sku", "in", { $nin: [] }],
    ["sku", "in", [{ $ne: null }]],
    ["sku", "in", [["1"]]],
    ["sku", "in", Array.from({ length: 101 }, () => "1")],
    ["price", "gte", "1"],
    ["price", "eq", undefined],
    ["price", "gte", 1.5],
    ["price", "gte", { $gt: 0 }],
    ["tags", "eq", ["a"]],
    ["tags", "eq", { $exists: true }],
    ["created_at", "gte", "2027-01-31"],
  ])("a value that is none of the field's is refused: %s %s %j", (field, op, value) => {
    expect(condition(field, op, value)).toThrow(refused("invalid_filter"));
  });

  test("a value of the field, and null where it may be null", () => {
    for (const [field, op, value] of [
      ["sku", "eq", "$where"],
      ["sku", "in", ["1", "2"]],
      ["price", "eq", null],
      ["tags", "in", ["a"]],
      ["created_at", "gte", "2027-01-31T00:00:00.000Z"],
    ] as const)
      expect(condition(field, op, value)).not.toThrow();
  });

  test("eq brings ne and in with it", () =>
    expect(allowedOps(["eq", "gte"])).toEqual(["eq", "ne", "in", "gte"]));
});

test.each([
  ["Straße", "STRASSE"],
  ["ΟΔΟΣ", "οδος"],
  ["\ufb01ne", "FINE"],
  ["Hermès", "HERME\u0300S"],
])("%s and %s are one word, however it is written", (one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});

test.each([
  ["Hermès", "Hermes"],
  ["ılık", "ilik"],
  ["Søren", "Soren"],
])("%s and %s are two words", (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});
