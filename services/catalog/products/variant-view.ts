/** Variants as they are shown: with the texts of their product and the prices of today (PRD-3, PRD-5). */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { category } from "../categories/category.ts";
import { seasonOn } from "./effective-price.rules.ts";
import { withStock } from "./linked-goods.ts";
import { type Price, price } from "./price.ts";
import { type Product, product } from "./product.ts";
import { isOwnVariant, type Variant, variant } from "./variant.ts";

type Around = {
  products: readonly Product[];
  prices: readonly Price[];
  /** Names of categories by their ids. */
  categories: ReadonlyMap<string, string>;
  today: string;
};

type Taxed = Pick<Product, "tax_rate_id" | "tax_ppm">;

/** A variant without a tax of its own takes its product's (MRC-CAT-1). */
export function taxOf(row: Taxed, of: Taxed): Taxed {
  const { tax_rate_id, tax_ppm } = row.tax_rate_id || row.tax_ppm !== null ? row : of;
  return { tax_rate_id, tax_ppm };
}

const said = <T>(own: T | null, other: T | null): T | null => own ?? other;

/** Its word, else the first of its categories. */
const categoryOf = ({ category, category_ids }: Product, names: Around["categories"]): string | null =>
  category ?? category_ids.flatMap((id) => names.get(id) ?? [])[0] ?? null;

function textsOf(row: Variant, of: Product, categories: Around["categories"]) {
  return {
    name: row.name ?? of.name,
    description: said(row.description, of.description),
    category: said(row.category, categoryOf(of, categories)),
    subcategory: said(row.subcategory, of.subcategory),
    tags: row.tags.length ? row.tags : of.tags,
    image_path: said(row.image_path, of.image_path),
    is_enabled: isOwnVariant(row) ? of.is_enabled : row.is_enabled,
    ...taxOf(row, of),
  };
}

const byStart = (a: Price, b: Price): number =>
  (a.starts_on ?? "") === (b.starts_on ?? "")
    ? a.id < b.id
      ? -1
      : 1
    : (a.starts_on ?? "") < (b.starts_on ?? "")
      ? -1
      : 1;

function shown(row: Variant, { products, prices, categories, today }: Around): Variant {
  const of = products.find((each) => each.id === row.product_id)!;
  const own = prices.filter((each) => each.variant_id === row.id);
  const base = own.find((each) => each.kind === "base")?.amount ?? null;
  const seasons = own.filter((each) => each.kind === "seasonal").sort(byStart);
  const active = row.use_seasonal_prices ? seasonOn(seasons, today) : null;
  const is_available = row.in_stock && row.quantity > 0;
  const texts = textsOf(row, of, categories);
  const effective_price = active?.amount ?? base;
  const enabled = row.is_enabled && of.is_enabled && !row.deleted_at && !of.deleted_at;
  return {
    ...row,
    ...{ base_price: base, effective_price, shown: texts },
    seasonal_prices: seasons.map(({ id, name, amount, starts_on, ends_on, recurs_yearly, priority }) => ({
      ...{ id, name, amount, starts_on, ends_on, recurs_yearly, priority, is_active: id === active?.id },
    })),
    ...{ is_available, is_buyable: is_available && enabled && effective_price !== null },
  };
}

/**
 * LNK-2: linked goods show what is available at inventory; inside a transaction, which reads no other service, the stored
 * quantity.
 */
export async function eachShown(reader: Reader, own: readonly Variant[], call?: Call): Promise<Variant[]> {
  if (own.length === 0) return [];
  const rows = call ? await withStock(call, own) : own;
  const [products, prices] = await Promise.all([
    reader.find(product, { _id: { $in: [...new Set(rows.map((each) => each.product_id))] } }),
    reader.find(price, {
      variant_id: { $in: rows.map((each) => each.id) },
      ...{ kind: { $in: ["base", "seasonal"] }, deleted_at: null },
    }),
  ]);
  const ids = products.flatMap(({ category, category_ids }) => (category ? [] : category_ids));
  const found = ids.length ? await reader.find(category, { _id: { $in: ids }, deleted_at: null }) : [];
  const categories = new Map(found.map(({ id, name }) => [id, name]));
  const today = businessDate(nowInstant(), reader.org.timezone);
  // The item may be in another store than those of the caller (PRM-4).
  const seen = call && reader.meta.store_ids ? rows.map((row) => ({ ...row, item_id: null })) : rows;
  return seen.map((row) => shown(row, { products, prices, categories, today }));
}

export const oneShown = async (reader: Reader, row: Variant): Promise<Variant> =>
  (await eachShown(reader, [row]))[0]!;

/** The variant's view after changes to its parts. */
export const shownAgain = async (reader: Reader, id: string): Promise<Variant> =>
  oneShown(reader, await reader.load(variant, id));
