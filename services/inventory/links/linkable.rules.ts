/** What a link to a SKU demands of an item (LNK-1, LNK-2). Throws the refusal that names the field. */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Item } from "../items/item.ts";
import { quantityOf } from "../units/status.rules.ts";

type Given = {
  quantity?: number | null | undefined;
  status?: string | null | undefined;
  batch_id?: string | null | undefined;
  cost_per?: number | null | undefined;
};

/** The units, cost and state of a linked item are those of its stock. */
export function refuseOwnUnits(given: Given): void {
  const own = (["quantity", "status", "batch_id", "cost_per"] as const).find((name) => given[name] != null);
  if (own)
    throw invalidField(
      `/${own}`,
      "linked",
      `'${own}' is not allowed with 'sku_id': the stock of the SKU has the units and their cost.`,
    );
}

export function refuseUnlikely({
  inventory_type,
  store_id,
}: Pick<Item, "inventory_type" | "store_id">): void {
  if (inventory_type !== "retail")
    throw invalidField("/sku_id", "not_retail", "'sku_id' requires 'inventory_type' retail.");
  if (!store_id)
    throw invalidField("/store_id", "required", "'store_id' is required for an item with a 'sku_id'.");
}

type Changed = Partial<Pick<Item, "sku_id" | "quantity" | "cost_per" | "inventory_type" | "store_id">>;

/** `changes`: the fields that would change in the item. */
export function refuseLinkedChange(before: Item, changes: Changed): void {
  const sku_id = changes.sku_id === undefined ? before.sku_id : changes.sku_id;
  if (!sku_id && !before.sku_id) return;
  if (changes.sku_id !== undefined && changes.quantity !== undefined)
    throw invalidField("/quantity", "linked", "'quantity' cannot change together with 'sku_id'.");
  if (!sku_id) return;
  if (before.sku_id) refuseStocked(changes);
  else refuseUnits(before);
  refuseOwnUnits({ cost_per: changes.cost_per === undefined ? before.cost_per : changes.cost_per });
  refuseUnlikely({ ...before, ...changes });
}

function refuseUnits({ status_counts }: Item): void {
  const units = quantityOf(status_counts);
  if (units === 0) return;
  const message = `This item has ${units} units of its own, so it cannot be linked to a SKU. Create an item for the SKU.`;
  throw fail("conflict", message, { errors: [{ pointer: "/sku_id", code: "has_units", message }] });
}

/** Neither the units of a linked item nor its store change while it is linked. */
function refuseStocked(changes: Changed): void {
  const fixed = (["quantity", "store_id"] as const).find((name) => changes[name] !== undefined);
  if (!fixed) return;
  const message = `'${fixed}' cannot change while the item is linked to a SKU: change the stock of the SKU, or set 'sku_id' to null first.`;
  throw fail("unprocessable", message, { errors: [{ pointer: `/${fixed}`, code: "linked", message }] });
}

/** Units are moved by hand only where the item has them. */
export function refuseLinkedMove({ sku_id }: Item): void {
  if (!sku_id) return;
  const message = "The units of this item are the stock of its SKU; change that stock.";
  throw fail("unprocessable", message, { errors: [{ pointer: "/status", code: "linked", message }] });
}
