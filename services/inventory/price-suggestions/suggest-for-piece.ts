/** The suggestion for a piece by its attributes (18.2–18.5). */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Item } from "../items/item.ts";
import type { PriceLadder } from "../prices/price-ladder.rules.ts";
import type { Grounds } from "./price-grounds.ts";
import { type Attributes, bestOfFew, firstGood, mostOf, nearLevels } from "./price-levels.rules.ts";
import { ENOUGH } from "./price-statistic.rules.ts";
import { suggestionOf } from "./price-suggestion.rules.ts";

export const dayOf = (reader: Reader, as_of: string | null | undefined): string =>
  as_of ?? businessDate(nowInstant(), reader.org.timezone);

export const attributesOf = ({
  category_id,
  brand_id,
  size_id,
  condition,
  attractiveness,
}: Item): Attributes => ({
  category_id,
  brand_id,
  size_id,
  condition,
  attractiveness,
});

export async function suggestForPiece(
  piece: Attributes,
  grounds: Grounds,
  as_of: string,
  currency: string,
  ladder: PriceLadder,
) {
  const category = await grounds.near(piece);
  const near = nearLevels(piece, category);
  const close = firstGood(near, as_of);
  const wide = close ? [] : await grounds.wide(piece);
  const chosen = close ?? firstGood(wide, as_of) ?? bestOfFew(near, as_of);
  if (!chosen)
    return {
      suggestion: null,
      reason: "insufficient_data" as const,
      needed: ENOUGH,
      have: mostOf([...near, ...wide], as_of),
    };
  const slow_active = await grounds.slowActive(piece, chosen);
  const found = suggestionOf({ piece, chosen, category, slow_active, as_of, ladder });
  return { suggestion: { ...found, currency }, reason: null, needed: null, have: null };
}
