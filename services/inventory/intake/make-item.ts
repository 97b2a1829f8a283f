/** Makes the row of a new item: its number, its terms, which are resolved once, and their sources (3.6, TRM-3). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import { arranged, type Picture, storedPictures } from "../../../shared/pictures.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { slugOf } from "../../../shared/resource/slug.ts";
import { numberIn, padded } from "../../../shared/service/numbers.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { wholeFee } from "../../accounts/public.ts";
import { offerPictures } from "../../platform/public.ts";
import { batch } from "../batches/batch.ts";
import { tellCosts } from "../costs/stock-costs.ts";
import { dateIn, momentsOf } from "../inheritance/item-dates.ts";
import { gatherLevels, type Levels } from "../inheritance/item-levels.ts";
import { viewOn } from "../item-lists/item-view.ts";
import { counted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { tellPictures } from "../items/tell-pictures.ts";
import { linkItem } from "../links/link-item.ts";
import { refuseOwnUnits, refuseUnlikely } from "../links/linkable.rules.ts";
import { placeOf } from "../stores/item-place.ts";
import { dayIn, zoneIn } from "../stores/zones.ts";
import { newTerms, ownLevel } from "../terms/item-terms.rules.ts";
import { newCounts } from "../units/status.rules.ts";
import type { createItem } from "./declarations.ts";

type Input = Received<typeof createItem.input>;
type Gathered = {
  levels: Levels;
  place: Awaited<ReturnType<typeof placeOf>>;
  inventory_type: ReturnType<typeof typeOf>;
  pictures: Picture[];
};

export const makeItem = {
  verifies: ["account_id" as const],
  async gather(call: Call, input: Input, _meta: Meta, reader: Reader) {
    wholeFee(input.handling_fee, "/handling_fee");
    const place = await placeOf(reader, input);
    const levels = await gatherLevels(call, reader, { ...input, store_id: place.store_id });
    const inventory_type = typeOf(input, levels);
    if (input.sku_id) {
      refuseOwnUnits(input);
      refuseUnlikely({ ...place, inventory_type });
    }
    const { image_ids = [] } = input;
    const offered = image_ids.length ? (await call(offerPictures, { ids: image_ids })).pictures : [];
    return { levels, place, inventory_type, pictures: arranged([], image_ids, offered) };
  },
  async run(tx: Tx, given: Input & { id?: string }, { levels, place, inventory_type, pictures }: Gathered) {
    const input = { ...given, id: given.id ?? newId() };
    const from = input.batch_id ? await batchFor(tx, input) : null;
    const day = dayIn(tx, levels.store, tx.now);
    const start = input.schedule_start;
    const schedule_start = start ? dateIn(zoneIn(tx, levels.store), start) : day.today;
    const { status, ...fields } = input;
    const terms = newTerms(
      { own: ownLevel(input), inventory_type, tag_price: input.tag_price, schedule_start },
      levels.inherited,
    );
    const dated = momentsOf(tx, levels.store, input, { ...terms, schedule_start }, null);
    const codes = await codesOf(tx, input);
    const first = status ?? (from?.status === "draft" ? "inactive" : "active");
    const in_books = inventory_type !== "consignment" && (first === "active" || !from);
    const units = await unitsOf(tx, { ...input, ...place, inventory_type, in_books }, first);
    const made = await tx.insert(item, {
      ...fields,
      ...place,
      ...terms,
      ...dated,
      ...units,
      inventory_type,
      in_books,
      ...codes,
      ...storedPictures(pictures),
      currency: levels.organization.currency,
    });
    tellPictures(tx, null, made);
    await tellCosts(tx, [{ before: null, after: { ...made, in_books }, cause: "purchase" }]);
    return viewOn(made, day);
  },
};

type New = Pick<Item, "id" | "store_id" | "inventory_type" | "in_books"> & Pick<Input, "sku_id" | "quantity">;

/** Units of its own, or those of the stock that it is linked to (LNK-2). */
async function unitsOf(tx: Tx, { sku_id, quantity, ...row }: New, status: "active" | "inactive") {
  if (sku_id) return linkItem(tx, { ...row, sku_id });
  const units = quantity ?? 1;
  return { quantity: units, ...counted({ ...row, checkout_holds: [] }, newCounts(units, status)) };
}

/** The next number as SKU, or the caller's own; it makes the slug unique without a query. */
async function codesOf(tx: Tx, { id, title, sku }: Pick<Input, "title" | "sku"> & { id: string }) {
  if (!sku) {
    const next = padded(await tx.number("sku"));
    return { sku: next, slug: `${slugOf(title)}-${next}` };
  }
  const number = numberIn(sku);
  if (number !== null) await tx.passNumber("sku", number);
  const inSlug = /^[a-z0-9]+$/.test(sku) ? sku : `${slugOf(sku)}-${id.slice(-6)}`;
  return { sku, slug: `${slugOf(title)}-${inSlug}` };
}

/** Consigned goods have an account (3.2). */
function typeOf(input: Input, { account }: Levels) {
  const type = input.inventory_type ?? account?.default_inventory_type ?? "consignment";
  if (type === "consignment" && !account)
    throw invalidField("/account_id", "required", "'account_id' is required for a consigned item.");
  return type;
}

/** The stored batch. The batch of an account cannot contain items of another account. */
async function batchFor(reader: Reader, input: Input): Promise<Entity<typeof batch>> {
  const found = await reader.load(batch, input.batch_id!);
  if (found.account_id && input.account_id && found.account_id !== input.account_id) {
    throw fail("unprocessable", "The batch belongs to another account.", {
      errors: [
        {
          pointer: "/batch_id",
          code: "other_account",
          message: "'batch_id' must be a batch of the item's account.",
        },
      ],
    });
  }
  return found;
}
