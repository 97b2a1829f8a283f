/** Which floor may know which (design, sections 4 and 5; TEN-2); rooms.test.ts judges the services. Every edge that is not listed here fails. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cyclesOf, type Edge, edges, files, importsIn } from "./graph.ts";

const all = edges();
const own = (edge: Edge) => /^(app|gateway|services|shared|test)\//.test(edge.to);
const told = ({ from, to }: Edge) => `${from} → ${to}`;

const allowed: Record<string, (edge: Edge) => boolean> = {
  shared: (edge) => !own(edge) || edge.to.startsWith("shared/"),
  gateway: (edge) =>
    !own(edge) || /^(shared|gateway)\//.test(edge.to) || /^services\/\w+\/public\.ts$/.test(edge.to),
  app: (edge) => !edge.to.startsWith("test/"),
  "moleculer.config.ts": (edge) => !own(edge) || /^(app|shared)\//.test(edge.to),
};

const dialectOf = (path: string) => /^gateway\/dialects\/([^/]+)\//.exec(path)?.[1];

test("the lines are found: every file of the repository, in each way of writing an import", () => {
  const source = [
    'import a from "./a.ts";',
    'import { type B, c } from "../rules/b.ts";',
    'import {\n  type D,\n  type E,\n} from "./d.ts";',
    'import type { F } from "mongoose";',
    'export * from "./g.ts";',
    'export { h } from "@swc/jest/h.js";',
    'import "./i.ts";',
    'const j = await import("./j.ts");',
  ].join("\n");
  expect(importsIn("services/x/operations/y.ts", source)).toEqual(
    [
      ["services/x/operations/a.ts", false],
      ["services/x/rules/b.ts", false],
      ["services/x/operations/d.ts", true],
      ["mongoose", true],
      ["services/x/operations/g.ts", false],
      ["@swc/jest", false],
      ["services/x/operations/i.ts", false],
      ["services/x/operations/j.ts", false],
    ].map(([to, types_only]) => ({ from: "services/x/operations/y.ts", to, types_only })),
  );
  const known = new Set(files());
  expect(known.size).toBeGreaterThan(200);
  const lost = all.filter((edge) => own(edge) && !known.has(edge.to) && !edge.to.endsWith(".json"));
  // The example above is no import.
  expect(lost.map(told).filter((edge) => !edge.endsWith("/j.ts"))).toEqual([]);
});

test.each(Object.keys(allowed))("%s imports only what it may know", (room) => {
  const lies = ({ from }: Edge) => from === room || from.startsWith(`${room}/`);
  const stray = all.filter((edge) => lies(edge) && !allowed[room]!(edge));
  expect(stray.map(told)).toEqual([]);
});

test("a dialect never imports another", () => {
  const stray = all.filter(({ from, to }) => {
    const [one, other] = [dialectOf(from), dialectOf(to)];
    return one !== undefined && other !== undefined && one !== other;
  });
  expect(stray.map(told)).toEqual([]);
});

test("only the kernel talks to the driver, only the gateway to the web server (TEN-2)", () => {
  const owners: Record<string, RegExp> = {
    // The verifier reads what is stored as it is stored: through the kernel it would see what the kernel means.
    mongoose: /^(shared\/(service|events|saga|provision)\/|shared\/resource\/model\.ts|app\/verify\/|test\/)/,
    mongodb: /^(shared\/provision\/|test\/)/,
    "mongodb-memory-server-core": /^(shared\/provision\/|test\/)/,
    nats: /^(shared\/(events|provision)\/|test\/)/,
    "moleculer-web": /^gateway\//,
    "fastest-validator": /^shared\/fields\//,
  };
  const stray = all.filter(({ from, to }) => owners[to] && !owners[to].test(from));
  expect(stray.map(told)).toEqual([]);
});

test("services, gateway and app reach no collection past the tenant (TEN-2, INV-28)", () => {
  // Not the spread of what a function of such a name answers.
  const raw = /(?<!\.\.)\.(collection|connection|kernel|getClient|bulkWrite)\b/;
  const stray = files()
    .filter((path) => /^(services|gateway|app)\//.test(path) && !path.startsWith("app/verify/"))
    .filter((path) => raw.test(readFileSync(join(import.meta.dirname, "../..", path), "utf8")));
  expect(stray).toEqual([]);
});

test("no file imports itself in a round, not even for its types", () => {
  expect(
    cyclesOf([
      { from: "a", to: "b", types_only: false },
      { from: "b", to: "c", types_only: true },
      { from: "c", to: "b", types_only: false },
    ]),
  ).toEqual([["b", "c", "b"]]);
  expect(cyclesOf(all).map((cycle) => cycle.join(" → "))).toEqual([]);
});
