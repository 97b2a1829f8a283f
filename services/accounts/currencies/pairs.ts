/** The currencies between which rates are told: active ones of the same business unit. */
import { invalidField } from "../../../shared/errors.ts";
import { hold } from "../../../shared/service/hold.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Currency, currency } from "./currency.ts";
import type { ExchangeRate } from "./exchange-rate.ts";

type Pair = Pick<ExchangeRate, "from_currency" | "to_currency">;

/** The active currencies of a business unit, by their codes. */
export async function activeOf(
  reader: Reader,
  business_unit_id: string | null,
): Promise<ReadonlyMap<string, Currency>> {
  const found = await reader.find(currency, { business_unit_id, is_active: true, deleted_at: null });
  return new Map(found.map((each) => [each.code, each]));
}

/** Refuses a pair of the same or of missing currencies; whoever removes one of them meets this. */
export async function holdPair(tx: Tx, pair: Pair, business_unit_id: string | null): Promise<void> {
  const { from_currency, to_currency } = pair;
  if (from_currency === to_currency)
    throw invalidField("/to_currency", "same", "A rate is between two different currencies.");
  const known = await activeOf(tx, business_unit_id);
  for (const [name, code] of Object.entries({ from_currency, to_currency }))
    if (!known.has(code))
      throw invalidField(
        `/${name}`,
        "inactive",
        `'${name}' must be the code of an active currency, and ${code} is none.`,
      );
  const ids = [from_currency, to_currency].map((code) => known.get(code)!.id);
  await hold(tx, currency, ids, "/from_currency");
}
