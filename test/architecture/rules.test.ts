/** The rules that code, tests and documents quote can be looked up in docs/rules. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { definedRules, rulesIn } from "../../app/rules-index.ts";
import { withRules } from "../../app/write-docs.ts";
import { files } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const source = (path: string): string => readFileSync(join(root, path), "utf8");

/** Standards, and values in examples, that look like a rule's id. */
const otherIds = /^(?:(?:AES|CVE|GIFT|HERE|ISO|PDF|RFC|SHA|SSE|THERE|UTF|VIP)-|D65$)/;
const QUOTE =
  /\b(?:MRC-[A-Z]+-\d{1,3}[a-z]?|[A-Z]{2,5}-\d{1,3}[a-z]?)\b|(?<=[(,;] ?)\bDM?\d{1,2}\b(?=[),;])/g;

/** Mercato's pages shorten their own ids. */
const shortensMercato = (path: string): boolean => /^docs\/(?:rules\/mercato-|decisions)/.test(path);

const pages = (): string[] =>
  readdirSync(join(root, "docs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const quotedIn = (text: string): string[] =>
  [...text.matchAll(QUOTE)].map(([id]) => id).filter((id) => !otherIds.test(id));

const known = new Set(definedRules().map(({ rule }) => rule));

function unknownIn(path: string): string[] {
  const isKnown = (id: string) => known.has(id) || (shortensMercato(path) && known.has(`MRC-${id}`));
  return quotedIn(source(path))
    .filter((id) => !isKnown(id))
    .map((id) => `${path}: ${id}`);
}

test("definitions and quotes are told apart", () => {
  expect(
    rulesIn("- **MON-5 rounding** as SPL-1 says. **MRC-W-3** x\n| D37 | why |\n| T4 | refund |"),
  ).toEqual(["MON-5", "MRC-W-3", "D37", "T4"]);
  expect(quotedIn("see MON-5, MRC-W-3 and (D37), not SHA-256, (D65) or PO-000012")).toEqual([
    "MON-5",
    "MRC-W-3",
    "D37",
  ]);
});

test("every rule that is quoted in code, tests and documents is defined in docs/rules", () => {
  const readers = [...files(), ...pages(), "README.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  expect(known.size).toBeGreaterThan(500);
  expect(readers.flatMap(unknownIn)).toEqual([]);
});

test("a rule is defined once", () => {
  const twice = [...Map.groupBy(definedRules(), ({ rule }) => rule)].filter(([, found]) => found.length > 1);
  expect(twice.map(([rule, found]) => `${rule}: ${found.map(({ page }) => page)}`)).toEqual([]);
});

test("the index lists every rule (npm run docs)", () => {
  const page = source("docs/rules/README.md");
  expect(page).toBe(withRules(page));
});
