/** Checks that the fields of a discount or surcharge are consistent, and that its categories exist (3.2). */
import { invalid } from "../../../shared/errors.ts";
import { isUuid } from "../../../shared/fields/index.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { category } from "../categories/category.ts";
import { type Priced, wrongsOf } from "./pricing.rules.ts";

export async function checkPriced(reader: Reader, priced: Priced): Promise<void> {
  const wrongs = wrongsOf(priced);
  if (wrongs.length) throw invalid(wrongs);
  const named = priced.rules.flatMap(({ field, value }, i) => (field === "category" ? [{ value, i }] : []));
  if (named.length === 0) return;
  const ids = named.map(({ value }) => value).filter(isUuid);
  const found = new Set((await reader.find(category, { _id: { $in: ids } })).map((each) => each.id));
  const missing = named.filter(({ value }) => !found.has(value));
  if (missing.length)
    throw referenceNotFound(missing.map(({ i }) => ({ pointer: `/rules/${i}/value`, what: "category" })));
}
