/** `npm run docs`: brings the parts of the README that are made from the code up to date. */
import { readFile, writeFile } from "node:fs/promises";
import { settingsTable } from "./settings.ts";

const file = "README.md";

/** The README with the table of settings between its marks. */
export function withSettings(readme: string): string {
  return readme.replace(
    /(<!-- settings -->\n)[\s\S]*(<!-- \/settings -->)/,
    (_all, begin, end) => `${begin}\n${settingsTable().trim()}\n\n${end}`,
  );
}

if (import.meta.main) await writeFile(file, withSettings(await readFile(file, "utf8")));
