/** The index of `docs/rules/README.md`: which page defines which rule. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../docs/rules");

/** A rule is defined where its id begins bold text, a decision or posting template where it begins a table row. */
const DEFINITION = /\*\*((?:MRC-)?[A-Z]+-\d+[a-z]?)\b|^\| ((?:D|DM|T)\d+) \||\*\*(T\d+)\*\*/gm;

export const rulesIn = (page: string): string[] =>
  [...page.matchAll(DEFINITION)].map(([, rule, row, bold]) => rule ?? row ?? bold ?? "");

type Defined = { rule: string; page: string; title: string };

const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? "";

function definedIn(path: string, link: string): Defined[] {
  const text = readFileSync(path, "utf8");
  return rulesIn(text).map((rule) => ({ rule, page: link, title: titleOf(text) }));
}

/** Every rule and decision with the page that defines it; a rule that two pages define is there twice. */
export function definedRules(): Defined[] {
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort();
  return [
    ...pages.flatMap((name) => definedIn(join(folder, name), name)),
    ...definedIn(join(folder, "../decisions.md"), "../decisions.md"),
  ];
}

const familyOf = (rule: string): string => rule.replace(/-?\d+[a-z]?$/, "");
const byNumber = (one: string, other: string): number => one.localeCompare(other, "en", { numeric: true });

/** One row per family of ids and page. */
export function rulesTable(): string {
  const rows = [...Map.groupBy(definedRules(), ({ rule, page }) => `${familyOf(rule)} ${page}`).values()]
    .map((rules) => ({ ids: rules.map(({ rule }) => rule).sort(byNumber), ...rules[0]! }))
    .sort((one, other) => byNumber(one.ids[0]!, other.ids[0]!));
  return [
    "| ids | page |",
    "| --- | --- |",
    ...rows.map(({ ids, page, title }) => `| ${ids.join(", ")} | [${title}](${page}) |`),
  ].join("\n");
}
