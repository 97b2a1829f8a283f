import { nowInstant } from "../../../shared/clock.ts";
import { invalidField } from "../../../shared/errors.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { exchangeRate } from "./exchange-rate.ts";
import { momentsFor } from "./rates.rules.ts";

/** Of the rates of one moment that several sources tell, the one that was entered last. */
const newest = { at: -1, created_at: -1, _id: -1 } as const;

export const rateOfDay = query(declared.rateOfDay, async (reader, { date, ...pair }) => {
  if (date > nowInstant().slice(0, 10))
    throw invalidField("/date", "future", "'date' must not be a day to come.");
  const { from, before } = momentsFor(date);
  const own = { business_unit_id: reader.meta.business_unit_id ?? null, is_active: true, deleted_at: null };
  const where = { ...pair, ...own, at: { $gte: from, $lt: before } };
  const [found] = await reader.find(exchangeRate, where, { sort: newest, limit: 1 });
  if (!found) return { rate: null };
  const { deleted_at: _deleted_at, ...rate } = found;
  return { rate };
});
