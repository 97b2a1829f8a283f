import { native } from "../../../gateway/dialects/native/dialect.ts";
import { beyond } from "../../../gateway/kit/behavior.ts";
import type { Route } from "../../../gateway/kit/route.ts";
import { routerOf } from "../../../gateway/router.ts";

const unprefixed = { ...native, prefix: "" };
const route = (line: string): Route => {
  const does = { scope: null, response: null, run: async () => line };
  return beyond(unprefixed, { [line]: { id: line, tag: "t", summary: "", does } })[0]!;
};

const router = routerOf(
  [
    "GET /items",
    "POST /items",
    "GET /items/{id}",
    "PATCH /items/{id}",
    "DELETE /items/{id}",
    "GET /items/stats",
    "POST /items/{id}/restore",
    "POST /items/bulk/status",
    "GET /items/bulk/{job}/rows",
    "GET /items/{id}/sales/{line}",
    "POST /sessions",
  ].map(route),
);

/** "METHOD /path" → the route's line with its parameters, or the allowed methods, or "none". */
function find(line: string): string | string[] {
  const [method = "", path = ""] = line.split(" ");
  const found = router.find(method, path);
  if (found.kind === "none") return "none";
  if (found.kind === "method") return found.allow;
  return [found.route.id, ...found.params].join(" | ");
}

test.each([
  ["GET /items", "GET /items"],
  ["GET /items/7", "GET /items/{id} | 7"],
  ["GET /items/7/sales/9", "GET /items/{id}/sales/{line} | 7 | 9"],
  ["POST /items/7/restore", "POST /items/{id}/restore | 7"],
])("%s is served by %s", (asked, served) => expect(find(asked)).toBe(served));

test("a word of the path goes before a parameter; where it leads nowhere, the parameter is tried", () => {
  expect(find("GET /items/stats")).toBe("GET /items/stats");
  expect(find("GET /items/bulk")).toBe("GET /items/{id} | bulk");
  expect(find("POST /items/bulk/status")).toBe("POST /items/bulk/status");
  expect(find("POST /items/bulk/restore")).toBe("POST /items/{id}/restore | bulk");
  // What was tried on the way leaves no parameter behind.
  expect(find("GET /items/bulk/sales/9")).toBe("GET /items/{id}/sales/{line} | bulk | 9");
});

test("another method is told what is allowed: HEAD with GET, OPTIONS always (405, API-3)", () => {
  expect(find("PUT /items")).toEqual(["GET", "HEAD", "OPTIONS", "POST"]);
  expect(find("POST /items/7")).toEqual(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH"]);
  expect(find("GET /sessions")).toEqual(["OPTIONS", "POST"]);
  expect(find("OPTIONS /items")).toEqual(["GET", "HEAD", "OPTIONS", "POST"]);
  expect(find("get /items")).toEqual(["GET", "HEAD", "OPTIONS", "POST"]);
  expect(find("constructor /items")).toEqual(["GET", "HEAD", "OPTIONS", "POST"]);
});

test("HEAD is served by the route of GET, and by no other (API-8)", () => {
  expect(find("HEAD /items/7")).toBe("GET /items/{id} | 7");
  expect(find("HEAD /sessions")).toEqual(["OPTIONS", "POST"]);
});

test.each([
  ["GET /"],
  ["GET "],
  ["GET *"],
  ["GET /item"],
  ["GET /items/"],
  ["GET //items"],
  ["GET /items//sales/9"],
  ["GET /items/7/"],
  ["GET /items/7/other"],
  ["POST /items/bulk"],
  ["GET /items/7/sales/9/10"],
  ["GET /constructor"],
  ["GET /__proto__/toString"],
])("%s is nowhere", (asked) => {
  // A known address with another method is not nowhere; the rest is.
  expect(find(asked)).toEqual(asked === "POST /items/bulk" ? expect.arrayContaining(["GET"]) : "none");
});

test("an encoded segment is one segment, as it was sent", () => {
  expect(find("GET /items/a%2Fb")).toBe("GET /items/{id} | a%2Fb");
  expect(find("GET /items/%ff")).toBe("GET /items/{id} | %ff");
  expect(find("GET /items/..")).toBe("GET /items/{id} | ..");
});

test("two routes of one method and path fail the start, also under different names of a parameter", () => {
  expect(() => routerOf(["GET /a/{id}", "GET /a/{id}"].map(route))).toThrow("Two routes for GET /a/{id}.");
  expect(() => routerOf(["GET /a/{id}", "GET /a/{name}"].map(route))).toThrow("Two routes");
  expect(() => routerOf(["GET /a/{id}", "POST /a/{id}"].map(route))).not.toThrow();
});

test("the time does not depend on the number of routes", () => {
  const many = routerOf(Array.from({ length: 5000 }, (_, i) => route(`GET /r${i}/{id}/x`)));
  const before = performance.now();
  for (let i = 0; i < 20_000; i++) many.find("GET", "/r4999/7/x");
  expect(performance.now() - before).toBeLessThan(1000);
});
