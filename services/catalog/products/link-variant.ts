/** A variant is linked to stock: its shipments take it (MRC-ONE-3), and on a platform the house sells it beside tills (LNK-1, LNK-4). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { live } from "../../../shared/service/live.ts";
import { command, query } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { houseUserId } from "../../accounts/public.ts";
import { platform } from "../../contracts/public.ts";
import { sku } from "../skus/sku.ts";
import * as declared from "./declarations.ts";
import { withStock } from "./linked-goods.ts";
import { type Variant, variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

type Given = Omit<Received<typeof declared.linkVariant.input>, "id">;

const unlikely = (message: string): Error => fail("unprocessable", message);

function refuseUnlikely({ platform_id, user_id }: Variant, { sku_id, item_id, location_id }: Given): void {
  if (sku_id && item_id) throw invalidField("/item_id", "either_or", "Send either 'item_id' or 'sku_id'.");
  if (!sku_id && !item_id) return;
  if (platform_id && user_id !== houseUserId(platform_id))
    throw unlikely("On a platform only what the house offers is linked to the shop's goods.");
  if (platform_id && location_id) throw unlikely("On a platform goods come from its fulfillment site.");
  if (!platform_id && item_id) throw unlikely("Only what is offered on a platform sells an item.");
  if (!platform_id && !location_id)
    throw invalidField("/location_id", "required", "'location_id' is required with 'sku_id'.");
}

export const linkVariant = command(declared.linkVariant, {
  async gather(call, { id, ...given }, _meta, reader) {
    const row = await reader.get(variant, id);
    if (!row?.platform_id) return null;
    refuseUnlikely(row, given);
    if (given.sku_id && !(await call(platform.actions.get, { id: row.platform_id })).fulfillment_location_id)
      throw unlikely("The platform has no 'fulfillment_location_id', whose stock the product would sell.");
    const wanted = { ...row, item_id: given.item_id ?? null, sku_id: given.sku_id ?? null };
    return (await withStock(call, [wanted]))[0]!.quantity;
  },
  async run(tx, { id, ...given }, quantity) {
    const before = live(variant, await tx.target(variant, id, { withHidden: true }));
    refuseUnlikely(before, given);
    const { sku_id = null, item_id = null, location_id = null } = given;
    if (sku_id) await meetAtSku(tx, sku_id);
    const linked_to = item_id || sku_id ? await free(tx, before, (item_id ?? sku_id)!) : null;
    const own = before.platform_id && linked_to ? { quantity: 0 } : {};
    await tx.save(variant, before, { sku_id, item_id, linked_to, stock_location_id: location_id, ...own });
    const after = await shownAgain(tx, id);
    return quantity === null || !linked_to ? after : { ...after, quantity };
  },
});

/** A link and the deletion of the SKU meet at its row. */
async function meetAtSku(tx: Tx, id: string): Promise<void> {
  const there = await tx.updateMany(sku, [{ id, where: { deleted_at: null }, update: {} }]);
  if (!there) throw referenceNotFound([{ pointer: "/sku_id", what: "sku" }]);
}

/** 409 when another variant of the same place offers these goods. */
async function free(tx: Tx, { id, platform_id, business_unit_id }: Variant, goods: string): Promise<string> {
  const linked_to = idOf(`linked:${platform_id ?? business_unit_id ?? tx.org.id}:${goods}`);
  const other = await tx.findOne(variant, { linked_to });
  if (!other || other.id === id) return linked_to;
  const message = "Another variant is linked to these goods.";
  throw fail("conflict", message, { variant_id: other.id });
}

export const variantLinks = query(declared.variantLinks, async (reader, { ids }) => {
  const rows = await reader.find(variant, { _id: { $in: ids }, sku_id: { $ne: null } });
  const links = rows.flatMap(({ id, sku_id, stock_location_id: location_id }) =>
    sku_id && location_id ? [{ id, sku_id, location_id }] : [],
  );
  return { links };
});
