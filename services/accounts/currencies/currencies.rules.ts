/** What a currency of a business unit may be (MRC-CUR-1). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Currency } from "./currency.ts";

type Judged = Pick<Currency, "code" | "is_base" | "is_active" | "business_unit_id">;

export const isBookCurrency = ({ code, business_unit_id }: Judged, book: string): boolean =>
  business_unit_id === null && code === book;

/** The base is active, and at the root it is the currency of the books. */
export function refuseWrongBase(given: Judged, book: string): void {
  const { code, is_base, is_active, business_unit_id } = given;
  if (business_unit_id === null && is_base !== isBookCurrency(given, book))
    throw invalidField(
      "/is_base",
      "book_currency",
      `The base of the root is ${book}, its currency of the books.`,
    );
  if (is_base && !is_active)
    throw invalidField("/is_active", "base", `${code} is the base of its business unit and stays active.`);
}

export function refuseBase({ code, is_base }: Judged): void {
  if (is_base) throw fail("not_deletable", `${code} is the base of its business unit and stays.`);
}
