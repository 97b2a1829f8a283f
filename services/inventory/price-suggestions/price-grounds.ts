/** The data of a price suggestion (18.1, 18.2): bounded reads of the tenant's own sales, shared by the pieces of a request. */
import { addDays } from "../../../shared/dates.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { category, categoryPath } from "../../catalog/public.ts";
import { item } from "../items/item.ts";
import { soldLine } from "../sold-lines/sold-line.ts";
import { type Comparable, MAX_AGE_DAYS } from "./price-comparables.rules.ts";
import { type Attributes, type Candidate, type Chosen, keysOf } from "./price-levels.rules.ts";
import { SLOW_DAYS } from "./price-suggestion.rules.ts";

/** The number of newest sales that are read for a brand in a category, and for wider levels. */
const MOST_OF_BRAND = 500;
const MOST = 1000;
/** More unsold items than this do not change the demand. */
const MOST_ITEMS = 10_000;

type Filter = Record<string, unknown>;

export type Grounds = {
  /** Sales of the piece's category. Those of its brand reach further back. */
  near(piece: Attributes): Promise<Comparable[]>;
  /** L6 and L7. */
  wide(piece: Attributes): Promise<Candidate[]>;
  /** Unsold items of the level that have been on the floor for long. */
  slowActive(piece: Attributes, chosen: Chosen): Promise<number>;
};

/** Reads for one request and one day: pieces of one category share what is read. */
export function groundsOf(reader: Reader, call: Call, as_of: string): Grounds {
  const asked = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const known = asked.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = read();
    asked.set(key, reading);
    return reading;
  };
  const sales = (filter: Filter, most: number) =>
    once(`sales ${JSON.stringify(filter)}`, () => salesOf(reader, as_of, filter, most));
  const family = (category_id: string | null) =>
    category_id ? once(`family ${category_id}`, () => familyOf(call, category_id)) : Promise.resolve(null);

  return {
    async near({ category_id, brand_id }) {
      if (!category_id) return [];
      const [own, all] = await Promise.all([
        brand_id ? sales({ category_id, brand_id }, MOST_OF_BRAND) : [],
        sales({ category_id }, MOST),
      ]);
      const known = new Set(all.map(({ id }) => id));
      return [...all, ...own.filter(({ id }) => !known.has(id))];
    },
    async wide({ category_id }) {
      const kin = async () => {
        const ids = await family(category_id);
        return ids ? [{ level: "L6" as const, rows: await sales({ category_id: { $in: ids } }, MOST) }] : [];
      };
      const [parent, all] = await Promise.all([kin(), sales({}, MOST)]);
      return [...parent, { level: "L7", rows: all }];
    },
    async slowActive(piece, { level }) {
      const own = Object.fromEntries(keysOf(level).map((key) => [key, piece[key]]));
      const kin = level === "L6" ? { category_id: { $in: await family(piece.category_id) } } : {};
      const filter = { ...own, ...kin };
      return once(`slow ${JSON.stringify(filter)}`, () => slowOf(reader, as_of, filter));
    },
  };
}

function salesOf(reader: Reader, as_of: string, filter: Filter, most: number): Promise<Comparable[]> {
  const sold_on = { $gte: addDays(as_of, -MAX_AGE_DAYS), $lte: as_of };
  const fields = {
    price: 1,
    sold_on: 1,
    days_on_shelf: 1,
    brand_id: 1,
    category_id: 1,
    size_id: 1,
    condition: 1,
  };
  const priced = { state: "sold", price: { $gt: 0 }, currency: reader.org.currency };
  return reader.aggregate(soldLine, { ...filter, sold_on, ...priced }, [
    { $sort: { sold_on: -1, _id: -1 } },
    { $limit: most },
    { $project: { _id: 0, id: "$_id", ...fields } },
  ]);
}

async function slowOf(reader: Reader, as_of: string, filter: Filter): Promise<number> {
  const before = addDays(as_of, -SLOW_DAYS);
  const [found] = await reader.aggregate<{ n: number }>(
    item,
    { ...filter, statuses: "active", schedule_start: { $lt: before }, deleted_at: null },
    [{ $limit: MOST_ITEMS }, { $count: "n" }],
  );
  return found?.n ?? 0;
}

/** The parent of a category with all its children; null for a category without a parent. */
async function familyOf(call: Call, category_id: string): Promise<string[] | null> {
  const [, parent] = await call(categoryPath, { id: category_id });
  if (!parent) return null;
  const conditions = [{ field: "parent_id", op: "eq" as const, value: parent.id }];
  const children = await call(category.actions.list, { conditions, limit: 500 });
  return [parent.id, ...children.data.map(({ id }) => id)];
}
