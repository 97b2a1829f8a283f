/** The bills of materials of an order, read from the catalog before its command (BOM-3, BOM-5). */
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { bomsBelow } from "../../catalog/public.ts";
import { bomMissing } from "./errors.ts";
import type { MakeOrder } from "./order.ts";
import { type Component, type Input, inputsOf, type Output } from "./rules/parts.ts";

/** Components by output SKU; null for one without a bill of materials. */
export type Boms = ReadonlyMap<string, readonly Component[] | null>;

export async function bomsOf(call: Call, sku_ids: readonly string[]): Promise<Boms> {
  const found = sku_ids.length ? await call(bomsBelow, { sku_ids: [...new Set(sku_ids)] }) : [];
  const items = new Map(found.map((bom) => [bom.output_sku_id, bom.items]));
  return new Map(sku_ids.map((sku_id) => [sku_id, items.get(sku_id) ?? null]));
}

function componentsOf(boms: Boms, { sku_id }: Output): readonly Component[] | null {
  const found = boms.get(sku_id);
  if (found !== undefined) return found;
  throw fail("conflict", "The outputs of this order have just been changed by someone else.");
}

/** The inputs of an output; empty without a bill of materials. */
export const draftInputs = (boms: Boms, output: Output): Input[] =>
  inputsOf(output, componentsOf(boms, output) ?? [], newId);

/** The inputs of all outputs, frozen when the order leaves its draft. */
export function frozenInputs(boms: Boms, { outputs }: Pick<MakeOrder, "outputs">): Input[] {
  const missing = outputs.filter((output) => componentsOf(boms, output) === null);
  if (missing.length) throw bomMissing({ sku_ids: missing.map(({ sku_id }) => sku_id) });
  return outputs.flatMap((output) => draftInputs(boms, output));
}
