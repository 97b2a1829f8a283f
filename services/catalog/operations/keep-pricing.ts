/** Discounts and surcharges: what they say together must make sense (3.2). */
import { invalid } from "../../../shared/errors.ts";
import { isUuid } from "../../../shared/fields/index.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { discountOperations, surchargeOperations } from "../public.ts";
import { category } from "../resources/category.ts";
import { discount, surcharge } from "../resources/pricing.ts";
import { type Priced, wrongsOf } from "../rules/pricing.ts";

async function check(reader: Reader, priced: Priced): Promise<void> {
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

/** Steps in the order of their days, whatever order they were given in. */
const inOrder = <S extends { after_days: number }>(schedule: readonly S[]): S[] =>
  [...schedule].sort((a, b) => a.after_days - b.after_days);

export const createDiscount = command(discountOperations.create, async (tx, input) => {
  await check(tx, input);
  return tx.insert(discount, { ...input, schedule: inOrder(input.schedule) });
});

export const changeDiscount = command(discountOperations.change, async (tx, { id, ...changes }) => {
  const before = await tx.target(discount, id);
  const after = { ...before, ...changes };
  await check(tx, after);
  return tx.save(discount, before, { ...changes, schedule: inOrder(after.schedule) });
});

export const createSurcharge = command(surchargeOperations.create, async (tx, input) => {
  await check(tx, input);
  return tx.insert(surcharge, input);
});

export const changeSurcharge = command(surchargeOperations.change, async (tx, { id, ...changes }) => {
  const before = await tx.target(surcharge, id);
  await check(tx, { ...before, ...changes });
  return tx.save(surcharge, before, changes);
});
