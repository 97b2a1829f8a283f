/** `npm run docs`: regenerates the parts of the documentation that the code determines. */
import { readFile, writeFile } from "node:fs/promises";
import { compose } from "../gateway/compose.ts";
import { contractOf, type KnownDocument } from "../gateway/contract-of.ts";
import { dialectNames } from "../gateway/dialects/names.ts";
import { eventTables } from "./events-page.ts";
import { eventTypes } from "./events-types.ts";
import { collectionText } from "./postman-collection.ts";
import { rulesTable } from "./rules-index.ts";
import { settingsTable } from "./settings.ts";

/** The text with the part between two marks replaced. */
function between(text: string, mark: string, made: string): string {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There are no marks '${mark}'.`);
  return `${text.slice(0, from)}${begin}\n\n${made.trim()}\n\n${text.slice(to)}`;
}

/** The README with the table of settings between its marks. */
export const withSettings = (readme: string): string => between(readme, "settings", settingsTable());

/** The page of events with its tables between their marks. */
export const withEvents = (page: string): string => between(page, "events", eventTables());

/** The index of the rules with its table between their marks. */
export const withRules = (page: string): string => between(page, "rules", rulesTable());

async function rewrite(file: string, made: (text: string) => string): Promise<void> {
  await writeFile(file, made(await readFile(file, "utf8")));
}

/** The contract of a dialect, from the document of the service that it stands in for. */
export const contractText = (document: string): string =>
  `${JSON.stringify(contractOf(JSON.parse(document) as KnownDocument), null, 2)}\n`;

async function writeContract(dialect: string): Promise<void> {
  const folder = `gateway/dialects/${dialect}`;
  const document = await readFile(`${folder}/openapi.json`, "utf8");
  await writeFile(`${folder}/contract.json`, contractText(document));
}

/** The native document as a collection. */
export const nativeCollection = (): Promise<string> =>
  collectionText(compose({ secret: "", rates: () => [] }).documents[0]!.document());

if (import.meta.main) {
  for (const dialect of dialectNames) await writeContract(dialect);
  await rewrite("README.md", withSettings);
  await rewrite("docs/events.md", withEvents);
  await rewrite("docs/rules/README.md", withRules);
  await writeFile("packages/events/src/events.ts", eventTypes());
  await writeFile("docs/backroom.postman_collection.json", await nativeCollection());
}
