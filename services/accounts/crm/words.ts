/** A word used for a customer is added to its dictionary (MRC-CUS-4). */
import { isFailure } from "../../../shared/errors.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { type CustomerKey, offeredWords, registerWords } from "../../platform/public.ts";

type Dictionaries = { readonly [field: string]: CustomerKey };
type Noted<D extends Dictionaries> = { [field in keyof D]?: string | null | undefined };

/** No dictionary has longer words. */
const LONGEST = 150;

/** Adds the words in an input that the dictionaries of its fields lack, after its write: a refused request leaves none behind. */
export const registering = <const D extends Dictionaries>(dictionaries: D) =>
  async function register(call: Call, noted: Noted<D>): Promise<void> {
    const given = Object.entries(dictionaries).flatMap(([field, key]) => {
      const value = noted[field]?.trim();
      return value && value.length <= LONGEST ? [{ key, value }] : [];
    });
    const unknown = await Promise.all(
      given.map(async (each) => {
        const { words } = await call(offeredWords, { key: each.key });
        return words.some(({ name }) => keyOf(name) === keyOf(each.value)) ? [] : [each];
      }),
    );
    const words = unknown.flat();
    if (words.length === 0) return;
    try {
      await call(registerWords, { words });
    } catch (error) {
      // Somebody else has registered one of them at this moment.
      if (!isFailure(error) || error.type !== "conflict") throw error;
      await register(call, noted);
    }
  };

/** The words of persons, companies and their addresses. */
export const registerNoted = registering({
  status: "customers.statuses",
  lifecycle_stage: "customers.lifecycle-stages",
  source: "customers.sources",
  title: "customers.job-titles",
  industry: "customers.industries",
  purpose: "customers.address-types",
});
