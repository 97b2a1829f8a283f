/** How a dialect pages: words of the query, and the envelope of a page. */
import * as paging from "../../../gateway/kit/paging.ts";
import { balanceEntry } from "../../../services/accounts/public.ts";
import { item } from "../../../services/inventory/public.ts";

const sorts = new Map([
  ["created", "created_at"],
  ["price", "tag_price"],
]);
const items = { resource: item, sorts };
const words = paging.pageWords(
  {
    take: paging.pageLimit(500),
    skip: paging.skipped,
    sort_by: paging.sortWord(["created"]),
    include: paging.includedCount,
    search: paging.search,
    deleted: paging.deletedIfKept,
  },
  { limit: 50 },
);
const refused = (name: string, text: string) => {
  try {
    words.read([[name, text]], items);
  } catch (error) {
    return (error as { data: { errors: { pointer: string }[] } }).data.errors.map(({ pointer }) => pointer);
  }
  return [];
};

test("each word asks for its part of the list; other parameters are left", () => {
  const query: [string, string][] = [
    ["take", "20"],
    ["skip", "40"],
    ["include[]", "count"],
    ["deleted", "only"],
    ["take[]", "3"],
    ["color", "red"],
  ];
  expect(words.read(query, items)).toEqual({
    list: { limit: 20, skip: 40, count: true, deleted: "only" },
    rest: [
      ["take[]", "3"],
      ["color", "red"],
    ],
  });
  expect(words.read([], items)).toEqual({ list: { limit: 50 }, rest: [] });
});

test.each([
  ["price", "tag_price"],
  ["-price", "-tag_price"],
  ["price:desc", "-tag_price"],
  ["created", "-created_at"],
  ["created:asc", "created_at"],
])("sort_by=%s sorts by %s", (given, sort) => {
  expect(words.read([["sort_by", given]], items).list).toMatchObject({ sort });
});

test("a wrong value is refused under the name of its parameter", () => {
  for (const [name, text] of [
    ["take", "501"],
    ["take", "x"],
    ["skip", "-1"],
    ["sort_by", "color"],
    ["include", "all"],
    ["deleted", "yes"],
  ] as const)
    expect(refused(name, text)).toEqual([name]);
});

test("a list offers only what its resource has", () => {
  const names = (resource: typeof item | typeof balanceEntry) =>
    words.parameters({ resource, sorts }).map(({ name }) => name);
  expect(names(item)).toEqual(["take", "skip", "sort_by", "include", "search", "deleted"]);
  expect(names(balanceEntry)).toEqual(["take", "skip", "sort_by", "include"]);
});

test("an envelope has its parts where the dialect wants them", () => {
  const { present, schema } = paging.envelope("data", {
    next_cursor: paging.nextCursor,
    count: paging.count,
    pagination: paging.together({ total: paging.total, take: paging.pageSize, skip: paging.offset }),
  });
  expect(present({ data: [1], next_cursor: null }, { limit: 20, skip: 40 })).toEqual({
    data: [1],
    next_cursor: null,
    pagination: { total: 0, take: 20, skip: 40 },
  });
  expect(present({ data: [], next_cursor: "x", count: 7 }, { limit: 1, skip: 0 })).toMatchObject({
    count: 7,
    pagination: { total: 7 },
  });
  expect(schema({ type: "integer" })).toMatchObject({
    properties: { data: { items: { type: "integer" } }, pagination: { required: ["total", "take", "skip"] } },
    required: ["data", "next_cursor", "pagination"],
  });
});
