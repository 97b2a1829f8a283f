import { readFileSync } from "node:fs";
import { contractText } from "../../../app/write-docs.ts";
import { circular } from "../../../gateway/dialects/circular/index.ts";
import { consigncloud } from "../../../gateway/dialects/consigncloud/index.ts";
import { beyond, routes } from "../../../gateway/kit/behavior.ts";

const modules = [circular, consigncloud("documented")];
const folder = (name: string) => `gateway/dialects/${name}`;

test.each(modules.map((each) => [each.dialect.name]))(
  "the contract of %s is that of its document (npm run docs writes it)",
  (name) => {
    const document = readFileSync(`${folder(name)}/openapi.json`, "utf8");
    expect(readFileSync(`${folder(name)}/contract.json`, "utf8")).toBe(contractText(document));
  },
);

const nothing = { scope: null, response: null, run: async () => ({}) };
const spec = { path: "/x", method: "GET", status: 200, tag: "x", summary: "X" };
const dialect = { ...circular.dialect, contract: { getX: spec, listX: { ...spec, path: "/xs" } } };

test("an operation of the document that nobody answers fails the start", () => {
  expect(routes(dialect, { getX: nothing, listX: nothing })).toHaveLength(2);
  const some: Record<"getX" | "listX", typeof nothing> = JSON.parse("{}");
  expect(() => routes(dialect, some)).toThrow("circular does not answer 'getX'.");
});

test("an operation that the document does not have fails the start", () => {
  const more = { getX: nothing, listX: nothing, putX: nothing };
  expect(() => routes<string>(dialect, more)).toThrow("has no operation 'putX'");
});

test("beyond the document a method has to be one", () => {
  const row = { id: "x", tag: "x", summary: "X", does: nothing };
  expect(beyond(dialect, { "PUT /x": row })[0]).toMatchObject({ method: "PUT", path: "/circular/x" });
  expect(() => beyond(dialect, { "FETCH /x": row })).toThrow("'FETCH' of x is no method.");
});
