/**
 * A resource's collection and its indexes are made when its first row is written, before it, once: whoever comes first and
 * however many come at a time. What a start asks of the database does not grow with what is declared.
 */
import { randomUUID } from "node:crypto";
import { inProcessCarrier } from "../../shared/events/in-process.ts";
import { text } from "../../shared/fields/index.ts";
import { type AnyResource, resource } from "../../shared/resource/resource.ts";
import type { ServiceDefinition } from "../../shared/service/define-service.ts";
import { command, flow, listOf, operation, shapeOf } from "../../shared/service/operation.ts";
import { generatedResources } from "../bench/generated-resources.ts";
import { type WireCounts, wireCounts } from "../support/wire-counts.ts";
import { aPiece, piece, type Stock, startStock, stockWith, until } from "./kernel-support.ts";

const wordOptions = {
  service: "stock",
  name: "word",
  plural: "words",
  fields: { name: text({ filter: ["eq"] }), note: text({ optional: true }) },
  verbs: ["list", "get", "create", "update"],
} as const;
const word = resource(wordOptions);
/** The same after an upgrade: a name is there once, and notes can be asked for. */
const wordAfter = resource({
  ...wordOptions,
  fields: { name: text({ filter: ["eq"] }), note: text({ optional: true, filter: ["eq"] }) },
  unique: [["name"]],
});

/** Looks for the word and makes it when it is not there, in one transaction. */
const findOrMake = operation({
  name: "stock.word.find_or_make",
  about: "Finds or makes a word.",
  input: { name: text() },
  output: shapeOf({ name: text() }),
});
/** Two resources, of which the first one's trouble is none of the second's. */
const makeBoth = operation({
  name: "stock.word.make_both",
  about: "Makes a word and a piece.",
  input: { name: text() },
  output: shapeOf({ name: text() }),
});
/** Rows under ids of their own, outside of a transaction. */
const keep = operation({
  name: "stock.word.keep",
  about: "Keeps words.",
  input: { name: text() },
  output: listOf(shapeOf({ name: text() })),
});

const handlers = [
  command(findOrMake, async (tx, { name }) => {
    const found = await tx.findOne(word, { name });
    return found ?? (await tx.insert(word, { name }));
  }),
  command(makeBoth, async (tx, { name }) => {
    const made = { ...aPiece({ name }), slug: randomUUID() };
    await tx.insert(word, { name }).catch(() => undefined);
    await tx.insert(piece, made);
    return { name };
  }),
  flow(keep, async ({ reader, write }, { name }) => {
    await write.upsertMany(word, [{ id: randomUUID(), values: { name } }]);
    return reader.find(word, {});
  }),
];

const withWords = (of: AnyResource = word): ServiceDefinition =>
  stockWith({
    resources: [...stockWith().resources, of],
    handlers: [...stockWith().handlers, ...handlers],
  });

let counts: WireCounts;
let stock: Stock;
beforeAll(async () => {
  counts = await wireCounts(process.env.TEST_MONGO_URL!);
});
beforeEach(async () => {
  stock = await startStock(withWords(), inProcessCarrier(), counts.url);
});
afterEach(() => stock.stop());
afterAll(() => counts.stop());

/** Collections that were made or given indexes since the last reset, the kernel's left out. */
const made = () =>
  counts
    .commands()
    .filter(({ name, collection }) => /^(create|createIndexes)$/.test(name) && !collection.startsWith("_"))
    .map(({ collection }) => collection);
const indexesOf = async (collection: string) =>
  (await stock.database.collection(collection).listIndexes().toArray()).map(({ key }) =>
    Object.keys(key).join(),
  );
const wordCreate = { name: "stock.word.create" };

test("a start makes what the kernel needs, whatever is declared besides", async () => {
  const kernel = () => counts.commands().filter(({ name }) => /^create/.test(name)).length;
  counts.reset();
  const plain = await startStock(stockWith(), inProcessCarrier(), counts.url);
  const asked = counts.commands().length;
  expect(made()).toEqual([]);
  const before = kernel();
  counts.reset();
  const more = { resources: [...stockWith().resources, ...generatedResources("stock", 150)] };
  const grown = await startStock(stockWith(more), inProcessCarrier(), counts.url);
  expect(made()).toEqual([]);
  expect(kernel()).toBe(before);
  // Leases and the clock ask now and then.
  expect(counts.commands().length).toBeLessThan(asked + 20);
  await Promise.all([plain.stop(), grown.stop()]);
});

test("what nobody has written yet is read as empty, and no reading makes it", async () => {
  counts.reset();
  expect(await stock.one.ask("stock.word.list", { count: true })).toMatchObject({ data: [], count: 0 });
  expect(await stock.one.ask("stock.piece.list", { search: "coat" })).toMatchObject({ data: [] });
  expect(await stock.one.ask("stock.word.many", { ids: [randomUUID()] })).toEqual([]);
  await expect(stock.one.ask("stock.word.get", { id: randomUUID() })).rejects.toMatchObject({ code: 404 });
  expect(made()).toEqual([]);
});

test("the first row finds its indexes, the next one asks for none", async () => {
  counts.reset();
  await stock.one.call(piece.actions.create, aPiece());
  expect(made()).toEqual(["pieces"]);
  const order = counts.commands().filter(({ collection }) => collection === "pieces");
  expect(order.findIndex(({ name }) => name === "createIndexes")).toBeLessThan(
    order.findIndex(({ name }) => name === "insert"),
  );
  expect(await indexesOf("pieces")).toContain("org_id,sku");
  counts.reset();
  await stock.one.call(piece.actions.create, aPiece());
  expect(made()).toEqual([]);
  // Begun anew for the collection, the command is done once.
  expect(await stock.rows("_log")).toHaveLength(2);
});

test("another copy, and the next start, take it for made", async () => {
  await stock.one.call(piece.actions.create, aPiece());
  counts.reset();
  const other = await stock.copy();
  await other.call(piece.actions.create, aPiece());
  expect(made()).toEqual([]);
});

test("a copy that was there before it was made asks once and makes nothing", async () => {
  const other = await stock.copy();
  await stock.one.call(piece.actions.create, aPiece());
  counts.reset();
  await other.call(piece.actions.create, aPiece());
  expect(made()).toEqual([]);
  expect(counts.commands().filter(({ collection }) => collection === "_heads")).not.toHaveLength(0);
});

test("copies that write the first rows at once, each the same: one row", async () => {
  const others = await Promise.all([stock.copy(), stock.copy()]);
  const results = await Promise.allSettled(
    [stock.one, ...others].flatMap((copy) =>
      Array.from({ length: 5 }, () => copy.call(piece.actions.create, { ...aPiece(), sku: "one" })),
    ),
  );
  const refused = results.filter((each) => each.status === "rejected");
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 409 });
  expect(refused).toHaveLength(14);
  expect(await stock.rows("pieces")).toHaveLength(1);
});

test("what a transaction has read it can make", async () => {
  const both = [{ name: "new" }, { name: "new" }].map((input) =>
    stock.one.ask("stock.word.find_or_make", input),
  );
  await Promise.all(both);
  expect(await stock.one.ask("stock.word.find_or_make", { name: "new" })).toMatchObject({ name: "new" });
});

test("a transaction makes all that it meets, also where it would go on without", async () => {
  counts.reset();
  await stock.one.ask("stock.word.make_both", { name: "both" });
  expect(made().sort()).toEqual(["pieces", "words"]);
  expect(await stock.rows("words")).toHaveLength(1);
  expect(await stock.rows("pieces")).toHaveLength(1);
});

test("rows that need no transaction find their indexes as well", async () => {
  counts.reset();
  expect(await stock.one.ask("stock.word.keep", { name: "kept" })).toMatchObject([{ name: "kept" }]);
  expect(made()).toEqual(["words"]);
  expect(await indexesOf("words")).toContain("org_id,name,created_at,_id");
});

describe("after an upgrade that declares more indexes", () => {
  test("the next write makes them first", async () => {
    await stock.one.ask(wordCreate.name, { name: "one" });
    const after = await stock.copy(withWords(wordAfter));
    expect(await indexesOf("words")).not.toContain("org_id,name");
    await expect(after.ask(wordCreate.name, { name: "one" })).rejects.toMatchObject({ code: 409 });
    expect(await indexesOf("words")).toEqual(
      expect.arrayContaining(["org_id,name", "org_id,note,created_at,_id"]),
    );
    expect(await stock.rows("words")).toHaveLength(1);
  });

  test("the next read begins to make them and is answered", async () => {
    await stock.one.ask(wordCreate.name, { name: "one", note: "first" });
    const after = await stock.copy(withWords(wordAfter));
    const page = await after.ask("stock.word.list", {
      conditions: [{ field: "note", op: "eq", value: "first" }],
    });
    expect(page).toMatchObject({ data: [{ name: "one" }] });
    await until(async () => (await indexesOf("words")).includes("org_id,name"), "the indexes");
  });

  test("an index that an earlier version declared, and this one retires, is dropped", async () => {
    await stock.one.ask(wordCreate.name, { name: "one", note: "same" });
    const retired = await stock.database
      .collection("words")
      .createIndex({ org_id: 1, note: 1 }, { unique: true });
    const after = await stock.copy(withWords({ ...wordAfter, retired: [retired] }));
    await after.ask(wordCreate.name, { name: "two", note: "same" });
    expect(await indexesOf("words")).not.toContain("org_id,note");
  });

  test("rows that they forbid are read still; the log tells the reason, and nothing is written", async () => {
    await stock.one.ask(wordCreate.name, { name: "twice" });
    await stock.one.ask(wordCreate.name, { name: "twice" });
    const after = await stock.copy(withWords(wordAfter));
    expect(await after.ask("stock.word.list", {})).toMatchObject({ data: [{}, {}] });
    await expect(after.ask(wordCreate.name, { name: "other" })).rejects.toMatchObject({ code: 500 });
    await until(async () => stock.failures.length > 0, "the report");
    expect(String(stock.failures[0])).toMatch(/The indexes of 'words' cannot be made: .*dup key/);
    expect(await stock.rows("words")).toHaveLength(2);
  });
});

test("an index of an earlier version that is unique across tenants is dropped when the database is opened", async () => {
  const subjects = async () => (await indexesOf("_sagas")).filter((fields) => fields.endsWith("subject"));
  expect(await subjects()).toEqual(["org_id,subject"]);
  await stock.database.collection("_sagas").createIndex({ subject: 1 }, { unique: true });
  const before: { _id: string } = { _id: "indexes" };
  await stock.database
    .collection<{ _id: string }>("_heads")
    .updateOne(before, { $set: { "made._kernel": "earlier" } });
  await stock.copy();
  expect(await subjects()).toEqual(["org_id,subject"]);
});
