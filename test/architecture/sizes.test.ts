/** How long a file and a function may be: what is longer holds more than one thing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import { files } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const MOST_LINES = 300;
const MOST_LINES_IN_A_FUNCTION = 60;

const own = files().filter((path) => /^(app|gateway|services|shared)\/|^moleculer\.config\.ts$/.test(path));
const linesIn = (text: string): number => text.trimEnd().split("\n").length;

const functions = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "MethodProperty",
  "ClassMethod",
]);

type Node = { type?: string; span?: { start: number; end: number }; [part: string]: unknown };

/** How many lines each function of a source has, with the first of them. */
function functionsIn(source: string): { lines: number; first: string }[] {
  const bytes = Buffer.from(source);
  const { span, body } = parseSync(source, { syntax: "typescript" });
  // The parser counts on through all that it parses; a module ends where its text does.
  const offset = span.end - Buffer.byteLength(source.trimEnd());
  const found: { lines: number; first: string }[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const node = part as Node;
    if (functions.has(node.type ?? "") && node.span) {
      const text = bytes.subarray(node.span.start - offset, node.span.end - offset).toString();
      found.push({ lines: linesIn(text), first: text.split("\n")[0]! });
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(body);
  return found;
}

test("functions are found, however they are written and wherever they stand", () => {
  const source = `// Übung
const one = () => 1;
function two() {
  return [1].map((each) => {
    return each;
  });
}
class Three { four() {
} }
`;
  expect(functionsIn(source).map(({ lines, first }) => [first, lines])).toEqual([
    ["() => 1", 1],
    ["function two() {", 5],
    ["(each) => {", 3],
    ["four() {", 2],
  ]);
});

test("a file has at most 300 lines, a function at most 60", () => {
  const long = own.flatMap((path) => {
    const source = readFileSync(join(root, path), "utf8");
    const file = linesIn(source) > MOST_LINES ? [`${path}: ${linesIn(source)}`] : [];
    const within = functionsIn(source).filter(({ lines }) => lines > MOST_LINES_IN_A_FUNCTION);
    return [...file, ...within.map(({ lines, first }) => `${path}: ${first} ${lines}`)];
  });
  expect(long).toEqual([]);
});

/** Lines per operation of the document, in the whole folder of a dialect; JSON files are data. */
const MOST_LINES_PER_OPERATION = {
  circular: 12,
  consigncloud: 20,
  pharus: 12,
  candle: 18.8,
  mercato: 20.5,
} as const;
/** Circular's introduction promises removals that its document does not list. */
const BEYOND = { circular: 12, consigncloud: 0, pharus: 0, candle: 0, mercato: 0 } as const;

test.each(["candle", "circular", "consigncloud", "mercato", "pharus"] as const)(
  "the dialect %s says little per operation",
  (name) => {
    const folder = `gateway/dialects/${name}/`;
    const lines = own
      .filter((path) => path.startsWith(folder))
      .reduce((sum, path) => sum + linesIn(readFileSync(join(root, path), "utf8")), 0);
    const contract = JSON.parse(readFileSync(join(root, folder, "contract.json"), "utf8")) as object;
    const operations = Object.keys(contract).length + BEYOND[name];
    expect(lines / operations).toBeLessThanOrEqual(MOST_LINES_PER_OPERATION[name]);
  },
);
