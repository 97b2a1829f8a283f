/** The components of one bill of materials (BOM-4). */
import type { Violation } from "../../../../shared/fields/index.ts";

export type Component = {
  material_id: string | null;
  sku_id: string | null;
  /** Millionths for one output unit. */
  quantity: number;
  scrap_ppm: number;
};

/** A component as a caller gives it. */
export type GivenComponent = Pick<Component, "quantity"> & {
  [Name in keyof Component]?: Component[Name] | null;
};

export const wholeComponent = ({ material_id, sku_id, quantity, scrap_ppm }: GivenComponent): Component => ({
  material_id: material_id ?? null,
  sku_id: sku_id ?? null,
  quantity,
  scrap_ppm: scrap_ppm ?? 0,
});

export const componentId = ({ material_id, sku_id }: Pick<Component, "material_id" | "sku_id">): string =>
  material_id ?? sku_id ?? "";

const namesOne = ({ material_id, sku_id }: Component): boolean => Boolean(material_id) !== Boolean(sku_id);

/** The faults in a list of components: each must name a material or a SKU, and none may repeat. */
export function componentViolations(items: readonly Component[]): Violation[] {
  const seen = new Set<string>();
  return items.flatMap((each, i): Violation[] => {
    const pointer = `/items/${i}`;
    if (!namesOne(each)) {
      const message = "A component names either 'material_id' or 'sku_id'.";
      return [{ pointer, code: "one_component", message }];
    }
    const id = componentId(each);
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ pointer, code: "duplicate", message: "This component is in the list already." }] : [];
  });
}
