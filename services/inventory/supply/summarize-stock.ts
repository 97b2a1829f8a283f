import type { AnyResource, Entity } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Call, InputOf } from "../../../shared/service/reference.ts";
import { stockableCodes } from "../../catalog/public.ts";
import { stockableId } from "../costing/rules/stockable.ts";
import { availableOf, projectedOf } from "../levels/rules/effects.ts";
import { stockLevel } from "../levels/stock-level.ts";
import type { Level } from "../levels/write-levels.ts";
import { location } from "../stores/location.ts";
import * as declared from "./declarations.ts";
import { stockableName } from "./stockable-name.ts";

const counters = ["on_hand", "on_order", "demand", "allocated", "in_transit", "reserved"] as const;
type Input = InputOf<typeof declared.summarizeStock>;
type Names = Map<string, { code: string; name: string }>;
/** A level, the name of a material or SKU, or a site, according to `kind`. */
type Row = Pick<Level, "material_id" | "sku_id" | "location_id" | (typeof counters)[number]> &
  Pick<Entity<typeof stockableName>, "code" | "name">;

/** AVL-1: levels with the names of the goods and sites, in one round trip. */
export const summarizeStock = query(declared.summarizeStock, async (reader, input, call) => {
  const rows = await reader.across<Row>(
    [
      { resource: stockLevel, filter: filterOf(input) },
      { resource: stockableName, filter: { pool: input.pool } },
      { resource: location, filter: { kind: "site" } },
    ],
    ["material_id", "sku_id", "location_id", ...counters, "code", "name"],
  );
  const of = ({ name }: AnyResource) => rows.filter(({ kind }) => kind === name);
  const levels = of(stockLevel);
  const sites = new Map(of(location).map(({ id, name }) => [id, name]));
  const names = await completed(new Map(of(stockableName).map((row) => [row.id, row])), levels, call);
  const data = levels.map((level) => {
    const { code = "", name = "" } = names.get(stockableId(level)) ?? {};
    return rowOf(level, { code, name, location_name: sites.get(level.location_id) ?? "" });
  });
  return { data: data.sort((a, b) => compare(a.code, b.code) || compare(a.location_name, b.location_name)) };
});

const { compare } = new Intl.Collator("en", { numeric: true });

function filterOf({ pool, material_id, sku_id, location_id }: Input) {
  const column = pool === "materials" ? "material_id" : "sku_id";
  const named = Object.entries({ material_id, sku_id, location_id }).filter(([, id]) => id);
  return {
    $and: [{ [column]: { $ne: null }, has_entries: true }, ...named.map(([name, id]) => ({ [name]: id }))],
  };
}

/** The event about a new material or SKU may still be on its way: then the catalog gives the name. */
async function completed(names: Names, levels: readonly Row[], call: Call): Promise<Names> {
  const missing = levels.filter((level) => !names.has(stockableId(level)));
  if (missing.length === 0) return names;
  const ids = (column: "material_id" | "sku_id") => [
    ...new Set(missing.flatMap((level) => level[column] ?? [])),
  ];
  const found = await call(stockableCodes, { material_ids: ids("material_id"), sku_ids: ids("sku_id") });
  return new Map([...names, ...found.map((each): [string, (typeof found)[number]] => [each.id, each])]);
}

const rowOf = (level: Row, named: { code: string; name: string; location_name: string }) => {
  const { material_id, sku_id, location_id, on_hand, on_order, demand } = level;
  const { allocated, in_transit, reserved } = level;
  return {
    ...{ material_id, sku_id, location_id, ...named, on_hand, on_order, demand },
    ...{ allocated, in_transit, reserved },
    ...{ available: availableOf(level), projected: projectedOf(level) },
  };
};
