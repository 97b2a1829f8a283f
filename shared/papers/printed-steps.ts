/** The steps of an explanation on papers: the API's steps, in the words and amounts of a locale. */
import { type Sentences, type Sum, tellingSteps, wordsOf } from "../explanation.ts";
import { type Formats, formatsOf } from "./formats.ts";
import { filled, type PaperWords, wordsIn } from "./words.ts";

/** Sentences of a language, and figures by their English names. */
export type Phrases<Kind extends string> = {
  sentences: Sentences<Kind>;
  figures: Readonly<Record<string, string>>;
};

export type Printing = { words: PaperWords; formats: Formats };

export const printingIn = (locale: string, currency: string): Printing => ({
  words: wordsIn(locale),
  formats: formatsOf(locale, currency),
});

/** A sentence for each step that says more than the amount itself. */
export function printedSteps<Kind extends string>(
  steps: readonly Sum<Kind>[],
  { sentences, figures }: Phrases<Kind>,
  { words: { explanation }, formats }: Printing,
): string[] {
  const many = (count: number) => filled(explanation.many, { n: String(count) });
  const words = wordsOf(formats, { of: figures, many });
  return tellingSteps(steps).map((step) => sentences[step.kind](step, words));
}
