import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { exchangeRate } from "./exchange-rate.ts";
import { holdPair } from "./pairs.ts";
import { minuteOf } from "./rates.rules.ts";

export const createExchangeRate = command(declared.createExchangeRate, async (tx, { at, ...input }) => {
  await holdPair(tx, input, tx.meta.business_unit_id ?? null);
  return tx.insert(exchangeRate, { ...input, at: minuteOf(at) });
});

export const changeExchangeRate = command(declared.changeExchangeRate, async (tx, { id, ...changes }) => {
  const before = await tx.target(exchangeRate, id);
  const { at, ...others } = { ...before, ...changes };
  const names = others.from_currency !== before.from_currency || others.to_currency !== before.to_currency;
  if (names || (others.is_active && !before.is_active)) await holdPair(tx, others, before.business_unit_id);
  return tx.save(exchangeRate, before, { ...changes, at: minuteOf(at) });
});

export const restoreExchangeRate = command(declared.restoreExchangeRate, async (tx, { id }) => {
  const before = await tx.target(exchangeRate, id);
  if (!before.deleted_at) return before;
  await holdPair(tx, before, before.business_unit_id);
  return tx.save(exchangeRate, before, { deleted_at: null }, { verb: "restored" });
});
