/** Everything that may apply to a sale: taxes, surcharges, automatic discounts and the named discounts. */
import type { FieldTable } from "../../../shared/fields/index.ts";
import type { Entity, Resource } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { category } from "../categories/category.ts";
import * as declared from "./declarations.ts";
import { discount } from "./discount.ts";
import { surcharge } from "./surcharge.ts";
import { tax } from "./tax.ts";

export const pricingRules = query(declared.pricingRules, async (reader, { discount_ids }) => {
  const [taxes, surcharges, category_taxes, discounts] = await Promise.all([
    live(reader, tax),
    live(reader, surcharge),
    reader.cache.get("category_taxes", [category], () => categoryTaxes(reader)),
    live(reader, discount),
  ]);
  const automatic = discounts.filter((each) => each.auto_apply);
  const named = discounts.filter((each) => discount_ids.includes(each.id));
  return { taxes, surcharges, category_taxes, automatic, named };
});

/** Cached: a shop has few of each, and every sale reads all of them. */
const live = async <T extends FieldTable>(reader: Reader, resource: Resource<T>) =>
  [...(await reader.cache.table(resource)).values()].filter((each) => !each.deleted_at);

/** Categories with their own taxes, or else those of the nearest ancestor that has some. */
async function categoryTaxes(reader: Reader): Promise<{ category_id: string; tax_ids: string[] }[]> {
  const any = await reader.findOne(category, { deleted_at: null, tax_ids: { $ne: null } });
  if (!any) return [];
  const all = await reader.find(category, { deleted_at: null });
  const byId = new Map(all.map((each) => [each.id, each]));
  return all.flatMap((each) => {
    const tax_ids = nearestTaxes(each, byId);
    return tax_ids ? [{ category_id: each.id, tax_ids }] : [];
  });
}

type Category = Entity<typeof category>;

function nearestTaxes(own: Category, byId: Map<string, Category>): string[] | null {
  let at: Category | undefined = own;
  while (at && at.tax_ids === null) at = byId.get(at.parent_id ?? "");
  return at?.tax_ids ?? null;
}
