/** Rule ids can be looked up: whatever code, tests and pages quote stands in docs/rules. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { files } from "../architecture/graph.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const pages = (folder: string) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".md"));
const ID = /\b([A-Z]{2,5})-(\d+)\b/g;
/** Look like ids and are none: encodings, a standard light. */
const others = new Set(["UTF-8", "UTF-16", "D65"]);
const idsIn = (text: string) => [...text.matchAll(ID)].map(([id]) => id).filter((id) => !others.has(id));

const rules = pages("docs/rules").map((name) => read(`docs/rules/${name}`));
const known = new Set(rules.flatMap(idsIn));
const prefixes = new Set([...known].map((id) => id.split("-")[0]));

test("a quoted rule can be found", () => {
  const quoting = [
    ...files(),
    ...pages("docs").map((name) => `docs/${name}`),
    "README.md",
    "CONTRIBUTING.md",
  ];
  const missing = quoting.flatMap((file) =>
    idsIn(read(file))
      .filter((id) => prefixes.has(id.split("-")[0]!) && !known.has(id))
      .map((id) => `${file}: ${id}`),
  );
  expect(missing).toEqual([]);
  expect(known.size).toBeGreaterThan(200);
});

test("a quoted decision can be found", () => {
  const decided = new Set(read("docs/decisions.md").match(/\bD\d{1,2}\b/g));
  const quoted = files().flatMap((file) =>
    [...read(file).matchAll(/\((D\d{1,2})\b/g)].map(([, id = ""]) => ({ file, id })),
  );
  expect(quoted.filter(({ id }) => !decided.has(id) && !others.has(id))).toEqual([]);
});
