import { invalidField } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { item } from "../items/item.ts";
import { ladderOf } from "../prices/ladder.ts";
import * as declared from "./declarations.ts";
import { groundsOf } from "./price-grounds.ts";
import type { Attributes } from "./price-levels.rules.ts";
import { attributesOf, dayOf, suggestForPiece } from "./suggest-for-piece.ts";
import { namedInTitle } from "./title-terms.ts";

// It writes nothing. It is a flow, because a flow refuses references of another tenant.
export const suggestPrices = flow(
  declared.suggestPrices,
  async ({ reader, call }, { items, as_of, title, ...told }) => {
    const day = dayOf(reader, as_of);
    const pieces = items
      ? await itemsNamed(reader, items, { title, ...told })
      : [{ item_id: null, attributes: await attributesTold(call, told, title) }];
    const grounds = groundsOf(reader, call, day);
    const ladder = await ladderOf(call, reader.org.id);
    const results = await Promise.all(
      pieces.map(async ({ item_id, attributes }) => ({
        item_id,
        ...(await suggestForPiece(attributes, grounds, day, reader.org.currency, ladder)),
        attributes,
      })),
    );
    return { results };
  },
);

type Told = { [K in keyof Attributes]?: Attributes[K] };
type Piece = { item_id: string | null; attributes: Attributes };

async function itemsNamed(reader: Reader, ids: string[], others: Record<string, unknown>): Promise<Piece[]> {
  const stray = Object.keys(others).find((name) => others[name] !== undefined && others[name] !== null);
  if (stray)
    throw invalidField(`/${stray}`, "not_with_items", `Send either 'items' or '${stray}', not both.`);
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
