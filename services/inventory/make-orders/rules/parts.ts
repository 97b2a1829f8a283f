/** Outputs and inputs of a work or production order (9.7, 9.8, BOM-3). Quantities in millionths. */
import { addUp, amountFor, MICRO, requirementOf } from "../../../../shared/micro.ts";
import { apportion } from "../../../../shared/money.ts";
import type { Stockable } from "../../costing/rules/stockable.ts";

export type Output = {
  id: string;
  sku_id: string;
  quantity: number;
  received: number;
  /** Conversion or production cost per unit, in minor units. */
  cost_per: number;
};

export type Input = Stockable & {
  id: string;
  output_id: string;
  /** From the frozen bill of materials, for one unit of the output. */
  per_unit: number;
  scrap_ppm: number;
  /** For the whole output. */
  quantity: number;
  consumed: number;
  allocated: number;
};

export type Component = Stockable & { quantity: number; scrap_ppm: number };

const neededFor = (
  { per_unit, scrap_ppm, sku_id }: Pick<Input, "per_unit" | "scrap_ppm" | "sku_id">,
  quantity: number,
) => requirementOf({ per_unit, scrap_ppm, whole: sku_id !== null }, quantity);

/** BOM-3: the inputs of an output by its current bill of materials. */
export const inputsOf = (
  { id: output_id, quantity }: Pick<Output, "id" | "quantity">,
  components: readonly Component[],
  newId: () => string,
): Input[] =>
  components.map(({ material_id, sku_id, quantity: per_unit, scrap_ppm }) => ({
    ...{ id: newId(), output_id, material_id, sku_id, per_unit, scrap_ppm },
    quantity: neededFor({ per_unit, scrap_ppm, sku_id }, quantity),
    ...{ consumed: 0, allocated: 0 },
  }));

/** BOM-3: another quantity of the output changes those of its inputs; any excess allocation is freed. */
export function rescaled(input: Input, quantity: number): Input {
  const needed = neededFor(input, quantity);
  return {
    ...input,
    quantity: needed,
    allocated: Math.min(input.allocated, Math.max(0, needed - input.consumed)),
  };
}

/** The quantity still demanded, and its part that is not allocated. */
export const openInput = ({ quantity, consumed }: Input): number => Math.max(0, quantity - consumed);
export const shortOf = (input: Input): number => Math.max(0, openInput(input) - input.allocated);
export const openOutput = ({ quantity, received }: Output): number => Math.max(0, quantity - received);

export type Use = { quantity: number; demand: number; allocated: number; after: Input };

/**
 * MON-7: the quantity of an input that an output uses as it grows from `from` to `to`, SKUs in whole units;
 * and the quantities it relieves.
 */
export function use(input: Input, output: Output, to: number): Use {
  const unit = input.sku_id ? MICRO : 1;
  const quantity = apportion(input.quantity / unit, output.received, to, output.quantity) * unit;
  const demand = Math.min(quantity, openInput(input));
  const allocated = Math.min(quantity, input.allocated);
  const after = {
    ...input,
    consumed: addUp(input.consumed, quantity),
    allocated: input.allocated - allocated,
  };
  return { quantity, demand, allocated, after };
}

/** 9.8: the cost of making a quantity beside its inputs, in minor units. */
export const conversionOf = ({ cost_per }: Output, quantity: number): number => amountFor(cost_per, quantity);

export type Allocation = { input: Input; quantity: number };

/** The quantities that can be allocated: in the order of the inputs, each SKU and material once. */
export function allocations(
  inputs: readonly Input[],
  available: ReadonlyMap<string, number>,
  idOf: (input: Input) => string,
): Allocation[] {
  const left = new Map(available);
  return inputs.flatMap((input) => {
    const there = Math.max(0, left.get(idOf(input)) ?? 0);
    const unit = input.sku_id ? MICRO : 1;
    const quantity = Math.floor(Math.min(shortOf(input), there) / unit) * unit;
    if (quantity === 0) return [];
    left.set(idOf(input), there - quantity);
    return [{ input, quantity }];
  });
}
