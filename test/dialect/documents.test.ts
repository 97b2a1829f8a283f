/** All documents that we serve, as generators and readers meet them: linted, named, in plain words (API-12). */
import {
  BaseResolver,
  createConfig,
  lintDocument,
  makeDocumentFromString,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import { operations } from "../../gateway/declared.ts";
import { statusOf } from "../../shared/errors.ts";
import type { Json } from "../support/backroom.ts";
import { servedBy } from "../support/served.ts";

const served = servedBy({ root: "circular" });

const documents = [
  "/api/v1/openapi.json",
  "/native/api/v1/openapi.json",
  "/circular/openapi.json",
  "/openapi.json",
  "/consigncloud/api/v1/openapi.json",
  "/consigncloud/api/v1/openapi.real.json",
  "/pharus/api/openapi.json",
  "/candle/v1/openapi.json",
  "/mercato/api/openapi.json",
  "/mercato/api/openapi.real.json",
];

/** Candle itself has a parameter and a word in the same place: /platforms/{id}/image beside /platforms/domains/{domain}. */
const ambiguous = { "no-ambiguous-paths": "off" } as const;

const problemsOf = async (path: string): Promise<NormalizedProblem[]> => {
  const document = makeDocumentFromString(await served(path), path);
  const config = await createConfig({
    extends: ["recommended"],
    // Shared parts may be needed by one variant only.
    rules: { "no-unused-components": "off", ...(path.startsWith("/candle/") ? ambiguous : {}) },
  });
  return lintDocument({ document, config, externalRefResolver: new BaseResolver() });
};

/** Texts that API users read, with their places. */
function texts(value: Json, at = ""): [at: string, text: string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries<Json>(value).flatMap(([name, each]) =>
    (name === "description" || name === "summary") && typeof each === "string"
      ? [[`${at}/${name}`, each] as [string, string]]
      : texts(each, `${at}/${name}`),
  );
}

/** Objects that callers fill as they like, and users, whom no operation shows by themselves. */
const OPEN =
  /\/(metadata|custom_fields|custom_fields_map|written_as|user|event|conditions|details|value|reference)\b/;
const TYPING = ["type", "$ref", "allOf", "anyOf", "enum"];

/** Schemas that say nothing of their values, with their places. */
function untyped(value: Json, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries<Json>(value).flatMap(([name, each]) => untyped(each, `${at}/${name}`));
  if (at.endsWith("/example")) return [];
  const isSchema = /(?<!\/)\/(schema|items|properties\/\w+|schemas\/\w+)$/.test(at) && !OPEN.test(at);
  // A path may end with such a word.
  const isPath = ["get", "post", "patch", "put", "delete"].some((method) => method in value);
  if (!isSchema || isPath || Array.isArray(value)) return inside;
  const types = [value.type].flat();
  const says =
    TYPING.some((each) => each in value) &&
    (!types.includes("array") || "items" in value) &&
    (!types.includes("object") || "properties" in value || "additionalProperties" in value);
  return says ? inside : [at, ...inside];
}

const RULE = /\b(?:[A-Z]{2,5}-\d+|D\d{1,2})\b|\(\d+\.\d+\)/;

describe.each(documents)("%s", (path) => {
  test("a kept linter finds nothing", async () => {
    const found = (await problemsOf(path)).map(({ ruleId, message, location }) => [
      ruleId,
      message,
      location[0]?.pointer,
    ]);
    expect(found).toEqual([]);
  });

  test("no text names a rule of ours, every operation has a summary, ids are unique", async () => {
    const document: Json = JSON.parse(await served(path));
    expect(texts(document).filter(([, text]) => RULE.test(text))).toEqual([]);
    const all: Json[] = Object.values<Json>(document.paths).flatMap((each) => Object.values<Json>(each));
    for (const { operationId, summary } of all) {
      expect({ operationId, summary }).toEqual({
        operationId,
        summary: expect.stringMatching(/^[A-Z].{3,}/),
      });
      expect(summary.length).toBeLessThan(140);
      // Readers show it as it is, without Markdown.
      expect(summary).not.toMatch(/[`*]/);
    }
    expect(new Set(all.map((each) => each.operationId)).size).toBe(all.length);
  });

  test("every tag stands in a group, and every value has a type", async () => {
    const { tags, components, paths, "x-tagGroups": groups }: Json = JSON.parse(await served(path));
    expect(groups.flatMap((each: Json) => each.tags)).toEqual(tags.map((each: Json) => each.name));
    expect(untyped({ components, paths })).toEqual([]);
  });

  test("tells where it is served, and what may be refused by which code", async () => {
    const { servers, paths, components }: Json = JSON.parse(await served(path));
    expect(servers).toEqual([{ url: path.replace(/\/openapi(\.\w+)?\.json$/, "") || "/" }]);
    expect(JSON.stringify(components.schemas).length).toBeGreaterThan(1000);
    for (const methods of Object.values<Json>(paths))
      for (const { responses } of Object.values<Json>(methods))
        expect(Object.keys(responses)).toContain("429");
  });
});

test("variants have documents of their own", async () => {
  const status = async (path: string) =>
    JSON.parse(await served(path)).components.schemas.Item.properties.status;
  expect(await status("/consigncloud/api/v1/openapi.json")).toMatchObject({ type: "string" });
  expect(await status("/consigncloud/api/v1/openapi.real.json")).toMatchObject({ type: ["object", "null"] });
});

test("native operations are named in one order, and their entities by name", async () => {
  const { paths, components }: Json = JSON.parse(await served("/api/v1/openapi.json"));
  const id = (path: string, method: string) => paths[path][method].operationId;
  expect([id("/items", "get"), id("/items/{id}", "get"), id("/sales/{id}/finalize", "post")]).toEqual([
    "listItems",
    "getItem",
    "finalizeSale",
  ]);
  const page = paths["/items"].get.responses["200"].content["application/json"].schema;
  expect(page).toEqual({ $ref: "#/components/schemas/ItemPage" });
  expect(components.schemas.ItemPage.properties.data.items).toEqual({ $ref: "#/components/schemas/Item" });
  expect(components.schemas.Item.required).toEqual(expect.arrayContaining(["id", "title", "tag_price"]));
});

test("an estimate for a platform that is not there is refused as documented", async () => {
  const { paths }: Json = JSON.parse(await served("/api/v1/openapi.json"));
  expect(Object.keys(paths["/contracts/estimate"].get.responses)).toContain("404");
});

test("every code that an operation declares is one that somebody has declared", () => {
  for (const { name, refuses = [] } of operations)
    for (const code of refuses)
      expect([name, code, statusOf(code)]).toEqual([name, code, expect.any(Number)]);
});
