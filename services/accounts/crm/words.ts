/** A word used for a customer is added to its dictionary (MRC-CUS-4). */
import { isFailure } from "../../../shared/errors.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { registerWords, wordsOf } from "../../platform/public.ts";

const dictionaries = {
  status: "customers.statuses",
  lifecycle_stage: "customers.lifecycle-stages",
  source: "customers.sources",
  title: "customers.job-titles",
  industry: "customers.industries",
  purpose: "customers.address-types",
} as const;
type Noted = { [field in keyof typeof dictionaries]?: string | null };

/** No dictionary has longer words. */
const LONGEST = 150;

/** Adds the words in an input that their dictionaries lack, after its write: a refused request leaves none behind. */
export async function registerNoted(call: Call, noted: Noted): Promise<void> {
  const given = Object.entries(dictionaries).flatMap(([field, key]) => {
    const value = noted[field as keyof Noted]?.trim();
    return value && value.length <= LONGEST ? [{ key, value }] : [];
  });
  const unknown = await Promise.all(
    given.map(async (each) => {
      const { entries } = await call(wordsOf, { key: each.key });
      return entries.some(({ name }) => keyOf(name) === keyOf(each.value)) ? [] : [each];
    }),
  );
  const words = unknown.flat();
  if (words.length === 0) return;
  try {
    await call(registerWords, { words });
  } catch (error) {
    // Somebody else has registered one of them at this moment.
    if (!isFailure(error) || error.type !== "conflict") throw error;
    await registerNoted(call, noted);
  }
}
