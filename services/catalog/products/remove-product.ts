/** Products and variants leave the lists with all that is theirs, and come back with it (DEL-2, MRC-CAT-2). */
import { fail } from "../../../shared/errors.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { orderChannels } from "../../sales/public.ts";
import { channelOffer } from "../product-offers/channel-offer.ts";
import { optionSchema } from "../product-options/option-schema.ts";
import * as declared from "./declarations.ts";
import { price } from "./price.ts";
import { type Product, product } from "./product.ts";
import { storedOfProduct, tellProductPictures, tellVariantPicture } from "./tell-pictures.ts";
import { isOwnVariant, type Variant, variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

type Moment = { deleted_at: string | null };
type Row = Pick<Product, "id" | "deleted_at">;

/** Rows deleted together have the same moment of deletion; rows deleted earlier stay deleted on a restore. */
function turning(tx: Tx, before: Row, to: "deleted" | "restored") {
  const deleted_at = to === "deleted" ? tx.now : null;
  const along: MongoFilter = { deleted_at: to === "deleted" ? null : before.deleted_at };
  return {
    along,
    moment: { deleted_at },
    each: <R extends Row>(rows: readonly R[]) =>
      rows.map((row) => ({ before: row, changes: { deleted_at }, verb: to })),
  };
}

/** What is deleted loses its pictures, and comes back without them. */
async function turnVariants(tx: Tx, rows: readonly Variant[], to: "deleted" | "restored", moment: Moment) {
  const gone = to === "deleted" ? { image_file_id: null, image_path: null } : {};
  const after = await tx.saveMany(
    variant,
    rows.map((before) => ({ before, changes: { ...moment, ...gone }, verb: to })),
  );
  for (const each of after) tellVariantPicture(tx, rows.find(({ id }) => id === each.id)!, each);
}

const isAlready = ({ deleted_at }: Row, to: "deleted" | "restored"): boolean =>
  Boolean(deleted_at) === (to === "deleted");

/** `channels`: those that are there, for what comes back. */
async function turnProduct(
  tx: Tx,
  id: string,
  to: "deleted" | "restored",
  channels: readonly string[] = [],
): Promise<Product> {
  const before = await tx.target(product, id);
  if (isAlready(before, to)) return before;
  const { along, moment, each } = turning(tx, before, to);
  await tx.saveMany(price, each(await tx.find(price, { product_id: id, kind: "listed", ...along })));
  await tx.saveMany(optionSchema, each(await tx.find(optionSchema, { product_id: id, ...along })));
  const offers = await tx.find(channelOffer, { product_id: id, ...along });
  const there = to === "deleted" ? offers : offers.filter((of) => channels.includes(of.channel_id));
  await tx.saveMany(channelOffer, each(there));
  const channel_ids = to === "deleted" ? [] : there.map(({ channel_id }) => channel_id);
  // On a platform variants are products of their own, which cannot be bought without their parent (PRD-3).
  const its = before.platform_id ? { _id: id } : { product_id: id };
  await turnVariants(tx, await tx.find(variant, { ...its, ...along }), to, moment);
  const changes = { ...moment, channel_ids, ...(to === "deleted" ? storedOfProduct([]) : {}) };
  const after = await tx.save(product, before, changes, { verb: to });
  tellProductPictures(tx, before, after);
  return after;
}

export const removeProduct = command(declared.removeProduct, (tx, { id }) => turnProduct(tx, id, "deleted"));

/** A channel that was deleted meanwhile offers nothing. */
export const restoreProduct = command(declared.restoreProduct, {
  async gather(call, { id }, _meta, reader) {
    const offers = await reader.find(channelOffer, { product_id: id });
    if (offers.length === 0) return [];
    const ids = offers.map(({ channel_id }) => channel_id);
    return (await call(orderChannels.resource.actions.many, { ids })).map((each) => each.id);
  },
  run: (tx, { id }, channels) => turnProduct(tx, id, "restored", channels),
});

async function turnVariant(tx: Tx, id: string, to: "deleted" | "restored"): Promise<Variant> {
  const before = await tx.target(variant, id);
  if (isOwnVariant(before))
    throw fail("not_deletable", "This variant is the product itself, and is deleted and restored with it.");
  if (isAlready(before, to)) return shownAgain(tx, id);
  if (to === "restored" && (await tx.load(product, before.product_id)).deleted_at)
    throw fail("unprocessable", "The product of this variant is deleted: restore it first.");
  const { along, moment, each } = turning(tx, before, to);
  await tx.saveMany(price, each(await tx.find(price, { variant_id: id, kind: "listed", ...along })));
  await turnVariants(tx, [before], to, moment);
  return shownAgain(tx, id);
}

export const removeVariant = command(declared.removeVariant, (tx, { id }) => turnVariant(tx, id, "deleted"));

export const restoreVariant = command(declared.restoreVariant, (tx, { id }) =>
  turnVariant(tx, id, "restored"),
);
