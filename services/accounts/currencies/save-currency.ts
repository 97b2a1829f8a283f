import { fail } from "../../../shared/errors.ts";
import { clearOthers, insertNew } from "../../../shared/service/only-one.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { inUseBy, refuseUsed, usesIn } from "../../../shared/service/uses.ts";
import { isBookCurrency, refuseBase, refuseWrongBase } from "./currencies.rules.ts";
import { type Currency, currency } from "./currency.ts";
import * as declared from "./declarations.ts";
import { exchangeRate } from "./exchange-rate.ts";

export const createCurrency = command(declared.createCurrency, async (tx, input) => {
  const { code, is_active = true } = input;
  const own = { code, is_active, business_unit_id: tx.meta.business_unit_id ?? null, is_base: false };
  const is_base = input.is_base || isBookCurrency(own, tx.org.currency);
  refuseWrongBase({ ...own, is_base }, tx.org.currency);
  return tx.load(currency, (await insertNew(tx, currency, { ...input, is_base })).id);
});

/** Active exchange rates name a currency by its code. */
async function refuseRated(tx: Tx, { code, business_unit_id }: Currency): Promise<void> {
  const named = { $or: [{ from_currency: code }, { to_currency: code }] };
  const uses = await usesIn(tx, exchangeRate, { ...named, business_unit_id, is_active: true });
  refuseUsed(currency.name, inUseBy([[exchangeRate.plural, uses]]));
}

export const changeCurrency = command(declared.changeCurrency, async (tx, { id, ...changes }) => {
  const before = await tx.target(currency, id);
  if (before.deleted_at) throw fail("unprocessable", "The currency is deleted: restore it first.");
  const after = { ...before, ...changes };
  refuseWrongBase(after, tx.org.currency);
  if (after.code !== before.code) await refuseRated(tx, before);
  await clearOthers(tx, currency, after, id);
  return tx.save(currency, before, changes);
});

export const removeCurrency = command(declared.removeCurrency, async (tx, { id }) => {
  const before = await tx.target(currency, id);
  if (before.deleted_at) return before;
  refuseBase(before);
  await refuseRated(tx, before);
  return tx.save(currency, before, { deleted_at: tx.now }, { verb: "deleted" });
});
