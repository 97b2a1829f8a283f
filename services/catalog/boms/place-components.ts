/** Components below a SKU: without a cycle (BOM-2, INV-21) and without a concurrent deletion. */
import { invalid } from "../../../shared/errors.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { material } from "../materials/material.ts";
import { sku } from "../skus/sku.ts";
import { bomCycle } from "./errors.ts";
import { componentsOf, loadBomsBelow } from "./load-boms.ts";
import {
  type Component,
  componentViolations,
  type GivenComponent,
  wholeComponent,
} from "./rules/components.ts";
import { cycleThrough } from "./rules/explode.ts";

/**
 * The components, checked. Writes along everything below them: two bills of materials that together would close a cycle
 * meet at a SKU, and so do a bill of materials and the deletion of a component.
 */
export async function placeComponents(
  tx: Tx,
  output_sku_id: string,
  given: readonly GivenComponent[],
): Promise<Component[]> {
  const items = given.map(wholeComponent);
  const violations = componentViolations(items);
  if (violations.length) throw invalid(violations);
  const parts = items.flatMap(({ sku_id }) => sku_id ?? []);
  const below = await loadBomsBelow(tx, parts);
  const cycle = cycleThrough(componentsOf(below), output_sku_id, items);
  if (cycle) throw bomCycle({ sku_ids: cycle }, [{ pointer: "/items" }]);
  const inner = [...below.values()].flatMap((each) => each.items.flatMap(({ sku_id }) => sku_id ?? []));
  await touch(tx, sku, new Set([output_sku_id, ...parts]));
  const rest = new Set(inner.filter((id) => id !== output_sku_id && !parts.includes(id)));
  if (rest.size) await tx.updateMany(sku, changeless(rest));
  await touch(tx, material, new Set(items.flatMap(({ material_id }) => material_id ?? [])));
  return items;
}

const changeless = (ids: ReadonlySet<string>) => [...ids].sort().map((id) => ({ id, update: {} }));

async function touch(tx: Tx, resource: AnyResource, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size === 0) return;
  const there = changeless(ids).map((each) => ({ ...each, where: { deleted_at: null } }));
  if ((await tx.updateMany(resource, there)) < ids.size)
    throw referenceNotFound([{ pointer: "/items", what: resource.name }]);
}
