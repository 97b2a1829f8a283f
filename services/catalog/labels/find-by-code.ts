import { hasScope } from "../../../shared/meta.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { product } from "../products/product.ts";
import { variant } from "../products/variant.ts";
import { sku } from "../skus/sku.ts";
import * as declared from "./declarations.ts";

const MOST = 50;
const asCode = (spelling: string) => typedAs(sku, "code", spelling);

export const findByCode = query(declared.findByCode, async (reader, { spellings }) => {
  const any = { $in: spellings };
  const [variants, skus] = await Promise.all([
    hasScope(reader.meta, "read:products")
      ? reader.find(
          variant,
          { deleted_at: null, ...visibleTo(variant, reader.meta), $or: [{ sku: any }, { barcode: any }] },
          { limit: MOST },
        )
      : [],
    hasScope(reader.meta, "read:skus")
      ? reader.find(sku, { deleted_at: null, $or: spellings.map(asCode) }, { limit: MOST })
      : [],
  ]);
  const of = variants.map((each) => each.product_id);
  const products = of.length ? await reader.find(product, { _id: { $in: of } }) : [];
  const titles = new Map(products.map((each) => [each.id, each.name]));
  return {
    variants: variants.map((each) => ({
      ...{ id: each.id, sku: each.sku, barcode: each.barcode, product_id: each.product_id },
      title: each.name ?? titles.get(each.product_id) ?? null,
    })),
    skus: skus.map((each) => ({ id: each.id, title: each.name, sku: each.code })),
  };
});
