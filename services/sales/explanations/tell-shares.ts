import { inLanguageOf } from "../../../shared/locale.ts";
import { type Phrases, printedSteps, printingIn } from "../../../shared/papers/printed-steps.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import type { ShareStepKind } from "./explain-line.rules.ts";
import { germanShares } from "./german-shares.ts";
import { loadShares } from "./load-shares.ts";
import { saleSentences } from "./sentences.ts";

const languages: Record<"en" | "de", Phrases<ShareStepKind>> = {
  en: { sentences: saleSentences, figures: {} },
  de: germanShares,
};

export const tellShares = query(declared.tellShares, async (reader, { locale, ...wanted }) => {
  const phrases = inLanguageOf(locale, languages);
  const printing = printingIn(locale, reader.org.currency);
  return (await loadShares(reader, wanted)).map(({ of_id, business_date, lines }) => ({
    ...{ of_id, business_date },
    lines: lines.map(({ steps, ...line }) => ({
      ...line,
      sentences: printedSteps(steps, phrases, printing),
    })),
  }));
});
