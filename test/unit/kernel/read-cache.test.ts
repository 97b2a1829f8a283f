/** Small tables are read once in a while; a change through this copy counts at once. */
import { text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { type ReadCache, readCache } from "../../../shared/service/read-cache.ts";

const named = (name: string) =>
  resource({ service: "test", name, plural: `${name}s`, fields: { name: text() }, verbs: [] });
const tax = named("tax");
const store = named("store");

let cache: ReadCache;
let reads: number;
const read = async () => {
  reads += 1;
  return reads;
};
const taxes = (org = "one") => cache.get({ org, name: "all", of: [tax] }, read);

beforeEach(() => {
  cache = readCache();
  reads = 0;
});

test("what was read is given again, to each tenant its own", async () => {
  expect([await taxes(), await taxes(), await taxes("two"), await taxes()]).toEqual([1, 1, 2, 1]);
});

test("a write ends it for its tenant and its resource only", async () => {
  await taxes("one");
  await taxes("two");
  cache.writing("one", store)();
  expect(await taxes("one")).toBe(1);
  cache.writing("one", tax)();
  expect(await taxes("two")).toBe(2);
  expect(await taxes("one")).toBe(3);
});

test("while something is being written nothing is cached: it may be from before the commit", async () => {
  const over = cache.writing("one", tax);
  expect([await taxes(), await taxes()]).toEqual([1, 2]);
  const another = cache.writing("one", tax);
  over();
  expect(await taxes()).toBe(3);
  another();
  expect([await taxes(), await taxes()]).toEqual([4, 4]);
});

test("a read that was under way when a write began is not kept", async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const early = cache.get({ org: "one", name: "all", of: [tax] }, () => promise);
  const over = cache.writing("one", tax);
  resolve(0);
  over();
  expect(await early).toBe(0);
  expect(await taxes()).toBe(1);
});

test("from within a transaction what is there is used, and nothing is put there", async () => {
  expect(await cache.peek({ org: "one", name: "all", of: [tax] }, read)).toBe(1);
  expect([await taxes(), await taxes()]).toEqual([2, 2]);
  expect(await cache.peek({ org: "one", name: "all", of: [tax] }, read)).toBe(2);
});

test("a failed read is not cached", async () => {
  const failing = cache.get({ org: "one", name: "all", of: [tax] }, () => Promise.reject(new Error("away")));
  await expect(failing).rejects.toThrow("away");
  expect(await taxes()).toBe(1);
});

test("of many rows those that are not cached are read together, and a missing one is cached too", async () => {
  const asked: string[][] = [];
  const each = (keys: string[]) =>
    cache.each({ org: "one", name: "row", of: [tax] }, keys, async (missing) => {
      asked.push(missing);
      return new Map(missing.filter((key) => key !== "none").map((key) => [key, key.toUpperCase()]));
    });
  expect(await each(["a", "none"])).toEqual(["A"]);
  expect(await each(["b", "a", "none", "c"])).toEqual(["B", "A", "C"]);
  expect(await each(["a", "b"])).toEqual(["A", "B"]);
  expect(asked).toEqual([
    ["a", "none"],
    ["b", "c"],
  ]);
  cache.writing("one", tax)();
  expect(await each(["a"])).toEqual(["A"]);
  expect(asked.at(-1)).toEqual(["a"]);
});
