/** Which objects `expand` may show beside the ids of a resource. */
import type { FieldTable } from "../../../shared/fields/index.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";

export type Expandable = { word: string; field: string; target: string; many: boolean };

/** `expand=account` shows "account_id", `expand=taxes` shows "tax_ids". */
export function expandableOf(resource: AnyResource): Expandable[] {
  return (
    Object.entries(resource.columns as FieldTable)
      .filter(([name, field]) => field.target && !field.facets.hidden && /_ids?$/.test(name))
      .map(([field, { target, kind }]) => ({
        word: field.replace(/_id$/, "").replace(/_ids$/, "s"),
        field,
        target: target!,
        many: kind === "list",
      }))
      // The `sku` of an item is its number, so its `sku_id` shows nothing beside it.
      .filter(({ word }) => !(word in resource.columns))
  );
}
