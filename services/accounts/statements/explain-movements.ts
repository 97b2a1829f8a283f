/** Why the movements of a statement came to their amounts, in the locale of a paper. Reads many at once, never one by one. */
import { invalidField } from "../../../shared/errors.ts";
import { inLanguageOf } from "../../../shared/locale.ts";
import { type Phrases, printingIn } from "../../../shared/papers/printed-steps.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call, OutputOf } from "../../../shared/service/reference.ts";
import { tellShares } from "../../sales/public.ts";
import type { EntryStepKind } from "../explanations/explain-entry.rules.ts";
import { germanEntries } from "../explanations/german-entries.ts";
import { loadOrigins } from "../explanations/load-origins.ts";
import { entrySentences } from "../explanations/sentences.ts";
import { MOST_EXPLAINED } from "./declarations.ts";
import type { Loaded } from "./load-statement.ts";
import { groupsOf } from "./statement.rules.ts";
import { type Notes, notesOf, partsBySize, type ToldShares } from "./statement-notes.rules.ts";

const languages: Record<"en" | "de", Phrases<EntryStepKind>> = {
  en: { sentences: entrySentences, figures: {} },
  de: germanEntries,
};

/** Lines of sales or refunds that one call explains; a longer sale is explained alone. */
const LINES_AT_ONCE = 200;

type Told = OutputOf<typeof tellShares>;

async function sharesOf(call: Call, { holder, entries, lines }: Loaded, locale: string): Promise<ToldShares> {
  const partsOf = (type: string) => {
    const ids = new Set(entries.flatMap((each) => (each.type === type ? [each.ref.id] : [])));
    return partsBySize([...ids], (id) => lines.get(id)?.length ?? 0, LINES_AT_ONCE);
  };
  const told: Told = [];
  const common = { account_id: holder.id, locale };
  for (const sale_ids of partsOf("sale"))
    told.push(...(await call(tellShares, { ...common, sale_ids, refund_ids: [] })));
  for (const refund_ids of partsOf("refund"))
    told.push(...(await call(tellShares, { ...common, sale_ids: [], refund_ids })));
  return new Map(told.map((each) => [each.of_id, each]));
}

export async function explainMovements(
  reader: Reader,
  call: Call,
  loaded: Loaded,
  locale: string,
): Promise<Notes[]> {
  const { entries, statement, lines } = loaded;
  const size = statement.movements.reduce((all, each) => all + Math.max(1, each.lines.length), 0);
  if (size > MOST_EXPLAINED)
    throw invalidField(
      "explanations",
      "too_many",
      `The period has more than ${MOST_EXPLAINED} lines to explain; ask for a shorter one, or without explanations.`,
    );
  const [originOf, shares] = await Promise.all([
    loadOrigins(reader, entries),
    sharesOf(call, loaded, locale),
  ]);
  const phrases = inLanguageOf(locale, languages);
  const printing = printingIn(locale, statement.currency);
  return groupsOf(entries).map((own) => notesOf(own, { lines, shares, originOf, phrases, printing }));
}
