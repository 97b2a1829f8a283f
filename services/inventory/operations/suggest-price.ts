/** Suggested prices (section 18), for items and for pieces that are none yet. */
import { nowInstant } from "../../../shared/clock.ts";
import { invalidField } from "../../../shared/errors.ts";
import { flow, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { suggestPrice, suggestPrices } from "../public/pricing.ts";
import { item } from "../resources/item.ts";
import { businessDate } from "../rules/dates.ts";
import type { PriceLadder } from "../rules/price-ladder.ts";
import { type Attributes, bestOfFew, firstGood, mostOf, nearLevels } from "../rules/price-levels.ts";
import { ENOUGH } from "../rules/price-statistic.ts";
import { suggestionOf } from "../rules/price-suggestion.ts";
import { type Item, loadItem } from "./item-view.ts";
import { ladderOf } from "./ladder.ts";
import { type Grounds, groundsOf } from "./price-grounds.ts";
import { namedInTitle } from "./title-terms.ts";

const dayOf = (reader: Reader, as_of: string | null | undefined): string =>
  as_of ?? businessDate(nowInstant(), reader.org.timezone);

const attributesOf = ({ category_id, brand_id, size_id, condition, attractiveness }: Item): Attributes => ({
  category_id,
  brand_id,
  size_id,
  condition,
  attractiveness,
});

export const suggest = query(suggestPrice, async (reader, { id, as_of }, call) => {
  const day = dayOf(reader, as_of);
  const [found, ladder] = await Promise.all([loadItem(reader, id), ladderOf(call, reader.org.id)]);
  return suggested(attributesOf(found), groundsOf(reader, call, day), day, reader.org.currency, ladder);
});

// Writes nothing; a flow, as that refuses attributes that are not the tenant's.
export const suggestMany = flow(suggestPrices, async ({ reader, call }, { items, as_of, title, ...told }) => {
  const day = dayOf(reader, as_of);
  const pieces = items
    ? await itemsNamed(reader, items, { title, ...told })
    : [{ item_id: null, attributes: await attributesTold(call, told, title) }];
  const grounds = groundsOf(reader, call, day);
  const ladder = await ladderOf(call, reader.org.id);
  const results = await Promise.all(
    pieces.map(async ({ item_id, attributes }) => ({
      item_id,
      ...(await suggested(attributes, grounds, day, reader.org.currency, ladder)),
      attributes,
    })),
  );
  return { results };
});

type Told = { [K in keyof Attributes]?: Attributes[K] };
type Piece = { item_id: string | null; attributes: Attributes };

async function itemsNamed(reader: Reader, ids: string[], others: Record<string, unknown>): Promise<Piece[]> {
  const stray = Object.keys(others).find((name) => others[name] !== undefined && others[name] !== null);
  if (stray) throw invalidField(`/${stray}`, "not_with_items", `Tell either 'items' or '${stray}'.`);
  const rows = await reader.find(item, { _id: { $in: ids }, ...visibleTo(item, reader.meta) });
  const known = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.flatMap((id, i) => (known.has(id) ? [] : [{ pointer: `/items/${i}`, what: "item" }]));
  if (missing.length) throw referenceNotFound(missing);
  return ids.map((id) => ({ item_id: id, attributes: attributesOf(known.get(id)!) }));
}

async function attributesTold(call: Call, told: Told, title: string | null | undefined): Promise<Attributes> {
  const named = title ? await namedInTitle(call, title, told) : {};
  return {
    category_id: told.category_id ?? named.category_id ?? null,
    brand_id: told.brand_id ?? named.brand_id ?? null,
    size_id: told.size_id ?? null,
    condition: told.condition ?? null,
    attractiveness: told.attractiveness ?? null,
  };
}

async function suggested(
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
