import { query } from "../../../shared/service/operation.ts";
import { stockableCodes } from "../../catalog/public.ts";
import { stockableId } from "../costing/rules/stockable.ts";
import { shownLevel } from "../stock/show-levels.ts";
import { stockLevel } from "../stock/stock-level.ts";
import type { Level } from "../stock/write-levels.ts";
import { location } from "../stores/location.ts";
import * as declared from "./declarations.ts";

type Named = Level & { location_name: string };

/** AVL-1: levels and sites side by side; codes are the catalog's. */
export const summarizeStock = query(declared.summarizeStock, async (reader, { pool, location_id }, call) => {
  const column = pool === "materials" ? "material_id" : "sku_id";
  const where = { [column]: { $ne: null }, has_entries: true, ...(location_id ? { location_id } : {}) };
  const [levels, sites] = await Promise.all([
    reader.find(stockLevel, where),
    reader.find(location, { kind: "site" }),
  ]);
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  const ids = [...new Set(levels.map(stockableId))];
  const codes = await call(stockableCodes, { [pool === "materials" ? "material_ids" : "sku_ids"]: ids });
  const coded = new Map(codes.map((each) => [each.id, each]));
  const data = levels.map((level) => {
    const { code = "", name = "" } = coded.get(stockableId(level)) ?? {};
    return rowOf({ ...shownLevel(level), location_name: names.get(level.location_id) ?? "" }, { code, name });
  });
  return { data: data.sort((a, b) => compare(a.code, b.code) || compare(a.location_name, b.location_name)) };
});

const { compare } = new Intl.Collator("en", { numeric: true });

const rowOf = (level: Named, { code, name }: { code: string; name: string }) => {
  const { material_id, sku_id, location_id, location_name, on_hand, on_order, demand } = level;
  const { allocated, in_transit, reserved, available, projected } = level;
  return {
    ...{ material_id, sku_id, code, name, location_id, location_name, on_hand, on_order, demand },
    ...{ allocated, in_transit, reserved, available, projected },
  };
};
