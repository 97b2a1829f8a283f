import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { findByCode } from "../../catalog/public.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";
import { spellingsOf } from "./spellings.rules.ts";

const MOST = 50;

export const findCode = query(declared.findCode, async (reader, { code }, call) => {
  const spellings = spellingsOf(code);
  const any = { $in: spellings };
  const seen = { deleted_at: null, ...visibleTo(item, reader.meta) };
  const [items, { variants, skus }] = await Promise.all([
    reader.find(item, { ...seen, $or: [{ sku: any }, { barcodes: any }] }, { limit: MOST }),
    call(findByCode, { spellings }),
  ]);
  const found = [
    ...items.map(({ id, title, sku, barcodes }) => ({ kind: "item" as const, id, title, sku, barcodes })),
    ...variants.map(({ barcode, ...rest }) => ({
      ...{ kind: "variant" as const, ...rest, barcodes: barcode ? [barcode] : [] },
    })),
    ...skus.map((each) => ({ kind: "sku" as const, ...each, barcodes: [] as string[] })),
  ];
  const rank = (each: (typeof found)[number]) => (each.sku === code || each.barcodes.includes(code) ? 0 : 1);
  return {
    data: found.sort((a, b) => rank(a) - rank(b)).map((each) => ({ product_id: null, ...each })),
  };
});
