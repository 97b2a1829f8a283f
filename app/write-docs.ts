/** `npm run docs`: brings the parts of the documentation that are made from the code up to date. */
import { readFile, writeFile } from "node:fs/promises";
import { eventTables } from "./events-page.ts";
import { eventTypes } from "./events-types.ts";
import { settingsTable } from "./settings.ts";

/** The text with what stands between two marks made anew. */
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

async function rewrite(file: string, made: (text: string) => string): Promise<void> {
  await writeFile(file, made(await readFile(file, "utf8")));
}

if (import.meta.main) {
  await rewrite("README.md", withSettings);
  await rewrite("docs/events.md", withEvents);
  await writeFile("events.d.ts", eventTypes());
}
