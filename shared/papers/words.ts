/** The words of papers in the language of an organization; English where there is no other. */
import { inLanguageOf } from "../locale.ts";
import { de } from "./words/de.ts";
import { en, type PaperWords } from "./words/en.ts";

export type { PaperWords } from "./words/en.ts";

const languages = { en, de };

export const wordsIn = (locale: string): PaperWords => inLanguageOf(locale, languages);

/** "Refund on {date}" with its date. */
export const filled = (words: string, values: Readonly<Record<string, string>>): string =>
  words.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);

/** The word for a tender; one that has none yet in plain letters. */
export const tenderIn = ({ tenders }: PaperWords, type: string): string =>
  (tenders as Readonly<Record<string, string>>)[type] ?? type.replaceAll("_", " ");
