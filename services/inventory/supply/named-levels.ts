/** Levels with the names of the goods and sites, in one round trip; by code and name of the site. */

import type { MongoFilter } from "../../../shared/resource/query.ts";
import type { AnyResource, Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { stockableCodes } from "../../catalog/public.ts";
import { type pools, stockableId } from "../costing/rules/stockable.ts";
import { stockLevel } from "../levels/stock-level.ts";
import { location } from "../stores/location.ts";
import { stockableName } from "./stockable-name.ts";

const counters = ["on_hand", "on_order", "demand", "allocated", "in_transit", "reserved"] as const;
const columns = ["material_id", "sku_id", "location_id", ...counters] as const;
const rule = ["reorder_point", "reorder_quantity"] as const;
type Level = Pick<Entity<typeof stockLevel>, (typeof columns)[number] | (typeof rule)[number]>;
type Names = Map<string, { code: string; name: string }>;
/** A level, the name of a material or SKU, or a site, according to `kind`. */
type Row = Level & Pick<Entity<typeof stockableName>, "code" | "name">;
export type NamedLevel = Level & { code: string; name: string; location_name: string };

type Asked = { filter: MongoFilter; pool?: (typeof pools)[number] };

export async function namedLevels(
  reader: Reader,
  call: Call,
  { filter, pool }: Asked,
): Promise<NamedLevel[]> {
  const rows = await reader.across<Row>(
    [
      { resource: stockLevel, filter },
      { resource: stockableName, filter: pool ? { pool } : {} },
      { resource: location, filter: { kind: "site" } },
    ],
    [...columns, ...rule, "code", "name"],
  );
  const of = ({ name }: AnyResource) => rows.filter(({ kind }) => kind === name);
  const levels = of(stockLevel);
  const sites = new Map(of(location).map(({ id, name }) => [id, name]));
  const names = await completed(new Map(of(stockableName).map((row) => [row.id, row])), levels, call);
  const named = levels.map((level) => {
    const { code = "", name = "" } = names.get(stockableId(level)) ?? {};
    return { ...level, code, name, location_name: sites.get(level.location_id) ?? "" };
  });
  return named.sort((a, b) => compare(a.code, b.code) || compare(a.location_name, b.location_name));
}

const { compare } = new Intl.Collator("en", { numeric: true });

/** The event about a new material or SKU may still be on its way: then the catalog gives the name. */
async function completed(names: Names, levels: readonly Level[], call: Call): Promise<Names> {
  const missing = levels.filter((level) => !names.has(stockableId(level)));
  if (missing.length === 0) return names;
  const ids = (column: "material_id" | "sku_id") => [
    ...new Set(missing.flatMap((level) => level[column] ?? [])),
  ];
  const found = await call(stockableCodes, { material_ids: ids("material_id"), sku_ids: ids("sku_id") });
  return new Map([...names, ...found.map((each): [string, (typeof found)[number]] => [each.id, each])]);
}
