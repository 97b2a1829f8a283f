/** What a quantity of a SKU needs (BOM-1, BOM-2): one level, or all levels with sums per component. Quantities in millionths. */
import { addUp, requirementOf } from "../../../../shared/micro.ts";
import { type Component, componentId } from "./components.ts";

/** Components by the SKU that they make. */
export type Boms = ReadonlyMap<string, readonly Component[]>;

export type Need = {
  /** 1 for the components of the SKU itself; below, the longest way to it. */
  level: number;
  parent_sku_id: string;
  material_id: string | null;
  sku_id: string | null;
  quantity: number;
};

export type Total = Pick<Need, "material_id" | "sku_id" | "quantity">;

/** BOM-1: what `outputs` units need of a component. */
export const neededOf = ({ sku_id, quantity, scrap_ppm }: Component, outputs: number): number =>
  requirementOf({ per_unit: quantity, scrap_ppm, whole: Boolean(sku_id) }, outputs);

const partsOf = (boms: Boms, sku_id: string): string[] =>
  (boms.get(sku_id) ?? []).flatMap((each) => each.sku_id ?? []);

/** The SKUs of which a SKU consists, itself first, each before its components. */
export function makingOrder(boms: Boms, sku_id: string): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const open: { id: string; left: string[] }[] = [{ id: sku_id, left: partsOf(boms, sku_id) }];
  while (open.length) {
    const last = open.at(-1)!;
    const next = last.left.pop();
    if (next === undefined) {
      open.pop();
      if (!done.has(last.id)) order.push(last.id);
      done.add(last.id);
    } else if (!done.has(next)) open.push({ id: next, left: partsOf(boms, next) });
  }
  return order.reverse();
}

/** The path by which `sku_id` would contain itself if it consisted of `items`; null if there is none. */
export function cycleThrough(boms: Boms, sku_id: string, items: readonly Component[]): string[] | null {
  const from = new Map<string, string>();
  const open = items.flatMap((each) => each.sku_id ?? []);
  for (const id of open) from.set(id, sku_id);
  for (const id of open) {
    if (id === sku_id) return wayBack(from, sku_id);
    for (const part of partsOf(boms, id)) {
      if (from.has(part)) continue;
      from.set(part, id);
      open.push(part);
    }
  }
  return null;
}

function wayBack(from: ReadonlyMap<string, string>, sku_id: string): string[] {
  const way = [sku_id];
  for (let at = from.get(sku_id)!; at !== sku_id; at = from.get(at)!) way.push(at);
  return [...way, sku_id].reverse();
}

export type Explosion = { components: Need[]; totals: Total[] };

/** Each SKU is exploded once, for all that needs it together, so that its components are rounded once. */
export function explode(
  boms: Boms,
  { sku_id, quantity, levels }: { sku_id: string; quantity: number; levels: "one" | "all" },
): Explosion {
  const needed = new Map([[sku_id, { quantity, level: 0 }]]);
  const components: Need[] = [];
  for (const id of levels === "one" ? [sku_id] : makingOrder(boms, sku_id)) {
    const { quantity: outputs, level } = needed.get(id)!;
    for (const each of boms.get(id) ?? []) {
      const need = neededOf(each, outputs);
      const { material_id = null, sku_id: part = null } = each;
      components.push({ level: level + 1, parent_sku_id: id, material_id, sku_id: part, quantity: need });
      if (!part) continue;
      const before = needed.get(part) ?? { quantity: 0, level: 0 };
      needed.set(part, { quantity: addUp(before.quantity, need), level: Math.max(before.level, level + 1) });
    }
  }
  return { components, totals: totalsOf(components) };
}

function totalsOf(components: readonly Need[]): Total[] {
  const totals = new Map<string, Total>();
  for (const { material_id, sku_id, quantity } of components) {
    const id = componentId({ material_id, sku_id });
    totals.set(id, { material_id, sku_id, quantity: addUp(quantity, totals.get(id)?.quantity ?? 0) });
  }
  return [...totals.values()];
}
