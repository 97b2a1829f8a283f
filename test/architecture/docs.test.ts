/** Documents name files that exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { files } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(root, "docs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
];

/** `services/sales/sales/sale.ts`, or a folder like `gateway/kit`; not `services/<name>/`. */
const PATH = /`((?:app|docs|gateway|services|shared|test)(?:\/[\w.-]+)+\/?)`/g;
/** `void-sale.ts`, or with its room `voids/void-sale.ts`; not `on-<event>.ts`. */
const FILE = /`((?:[\w.-]+\/)*[\w.-]+\.ts)`/g;
const LINK = /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g;

function lostIn(page: string): string[] {
  const text = readFileSync(join(root, page), "utf8");
  const named = [...text.matchAll(PATH)].map(([, path = ""]) => path);
  const linked = [...text.matchAll(LINK)].map(([, path = ""]) => join(dirname(page), path));
  return [...named, ...linked]
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${page}: ${path}`);
}

/** Pages of a dialect that is built in part also name files to come. */
const isPlanned = (page: string): boolean => page.startsWith("docs/rules/mercato-");

test("every file and page that a document names exists", () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((page) => !isPlanned(page)).flatMap(lostIn)).toEqual([]);
});

test("a file that a document names without its folders exists in one", () => {
  const known = files().map((path) => `/${path}`);
  const lost = pages
    .filter((page) => !isPlanned(page))
    .flatMap((page) =>
      [...readFileSync(join(root, page), "utf8").matchAll(FILE)].map(([, path = ""]) => ({ page, path })),
    )
    .filter(({ path }) => !known.some((each) => each.endsWith(`/${path}`)));
  expect(lost).toEqual([]);
});
