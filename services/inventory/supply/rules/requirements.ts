/**
 * The requirements of making a quantity, net of available stock, level by level (MRP-1, MRP-2). Quantities in
 * millionths.
 */
import { isFailure } from "../../../../shared/errors.ts";
import { addUp, MAX_MICRO, MICRO, requirementOf } from "../../../../shared/micro.ts";
import type { Component } from "../../make-orders/rules/parts.ts";

/** Components by output SKU. */
export type Boms = ReadonlyMap<string, readonly Component[]>;
export type Available = ReadonlyMap<string, number>;

export type Requirement = {
  material_id: string | null;
  sku_id: string | null;
  required: number;
  available: number;
  /** The quantity neither in stock nor made. */
  short: number;
  /** The quantity of a sub-assembly to make. */
  make: number;
};

const idOf = ({ material_id, sku_id }: Pick<Component, "material_id" | "sku_id">): string =>
  material_id ?? sku_id ?? "";

/** The SKUs below one, each before its components. */
function makingOrder(boms: Boms, sku_id: string): string[] {
  const depth = new Map<string, number>();
  let level = [sku_id];
  for (let at = 0; level.length && at <= boms.size; at++) {
    for (const id of level) depth.set(id, at);
    level = [...new Set(level.flatMap((id) => (boms.get(id) ?? []).flatMap((each) => each.sku_id ?? [])))];
  }
  return [...depth].sort(([, a], [, b]) => a - b).map(([id]) => id);
}

/** Sub-assemblies in stock are used first; only the rest explodes. */
export function requirements(
  boms: Boms,
  available: Available,
  sku_id: string,
  quantity: number,
): Requirement[] {
  const needed = new Map<string, Requirement>();
  const toMake = new Map([[sku_id, quantity]]);
  for (const id of makingOrder(boms, sku_id)) {
    const own = needed.get(id);
    const outputs = toMake.get(id) ?? netOf(own, boms.has(id));
    if (outputs === 0) continue;
    for (const each of boms.get(id) ?? []) {
      const { material_id, sku_id: part, quantity: per_unit, scrap_ppm } = each;
      const required = requirementOf({ per_unit, scrap_ppm, whole: part !== null }, outputs);
      const before = needed.get(idOf(each))?.required ?? 0;
      const there = Math.max(0, available.get(idOf(each)) ?? 0);
      needed.set(idOf(each), {
        ...{
          material_id,
          sku_id: part,
          required: addUp(before, required),
          available: there,
          short: 0,
          make: 0,
        },
      });
    }
  }
  return [...needed.values()].map((each) => {
    const missing = Math.max(0, each.required - each.available);
    return each.sku_id && boms.has(each.sku_id) ? { ...each, make: missing } : { ...each, short: missing };
  });
}

const netOf = (own: Requirement | undefined, isMade: boolean): number =>
  own && isMade ? Math.max(0, own.required - own.available) : 0;

/** MRP-2: the most units whose requirements are all available, including sub-assemblies that can be made. */
export function canMake(boms: Boms, available: Available, sku_id: string): number {
  if (!boms.get(sku_id)?.length) return 0;
  const fits = (units: number): boolean => {
    try {
      return requirements(boms, available, sku_id, units * MICRO).every(({ short }) => short === 0);
    } catch (error) {
      // A quantity too large to compute exceeds any stock.
      if (!isFailure(error)) throw error;
      return false;
    }
  };
  let [least, most] = [0, MAX_MICRO / MICRO];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}
