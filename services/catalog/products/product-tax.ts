/** The tax of a product (MRC-CAT-1). */
import type { Reader } from "../../../shared/service/reader.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { tax } from "../pricing/tax.ts";
import type { Product } from "./product.ts";

type Taxed = Partial<Pick<Product, "tax_rate_id" | "tax_ppm">>;

/** A named tax decides the rate, whatever rate is sent with it. */
export async function ofItsTax(reader: Reader, changes: Taxed, before: Taxed = {}): Promise<Taxed> {
  if (changes.tax_rate_id === undefined && changes.tax_ppm === undefined) return {};
  const { tax_rate_id } = { ...before, ...changes };
  if (!tax_rate_id) return {};
  const found = await reader.findOne(tax, {
    ...{ _id: tax_rate_id, deleted_at: null },
    ...visibleTo(tax, reader.meta),
  });
  if (!found) throw referenceNotFound([{ pointer: "/tax_rate_id", what: "tax" }]);
  return { tax_ppm: found.rate_ppm };
}
