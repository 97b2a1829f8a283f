import { fail } from "../../../shared/errors.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { type ChannelOffer, channelOffer } from "../product-offers/channel-offer.ts";
import { putOffer } from "../product-offers/own-offers.ts";
import { type Product, product } from "../products/product.ts";
import * as declared from "./declarations.ts";

const taken = () =>
  fail("conflict", "The product is offered in this channel already.", {
    errors: [{ pointer: "/channel_id", code: "taken", message: "The product is offered there already." }],
  });

/** The product keeps the channels of its offers, so that lists of a channel find it; so its deletion meets this. */
async function keepChannels(tx: Tx, of: Product, change: { added?: string; lost?: string }): Promise<void> {
  const offers = await tx.find(channelOffer, { product_id: of.id, deleted_at: null });
  const kept = offers.map(({ channel_id }) => channel_id).filter((each) => each !== change.lost);
  await tx.save(product, of, {
    channel_ids: [...new Set([...kept, ...(change.added ? [change.added] : [])])],
  });
}

export const createChannelOffer = command(
  declared.createChannelOffer,
  async (tx, { product_id, ...sent }) => {
    const of = await tx.findOne(product, {
      ...{ _id: product_id, deleted_at: null },
      ...visibleTo(product, tx.meta),
    });
    if (!of) throw referenceNotFound([{ pointer: "/product_id", what: "product" }]);
    const before = await tx.findOne(channelOffer, { product_id, channel_id: sent.channel_id });
    if (before && !before.deleted_at) throw taken();
    const made = await putOffer(tx, of, sent, before ?? undefined);
    await keepChannels(tx, of, { added: sent.channel_id });
    return made;
  },
);

/** An offer that was deleted in the channel that another one moves to would stand in its way. */
async function refuseOther(tx: Tx, { id, product_id }: ChannelOffer, channel_id: string): Promise<void> {
  const other = await tx.findOne(channelOffer, { product_id, channel_id });
  if (other && other.id !== id) throw taken();
}

export const changeChannelOffer = command(declared.changeChannelOffer, async (tx, { id, ...changes }) => {
  const before = live(channelOffer, await tx.target(channelOffer, id));
  const { channel_id = before.channel_id } = changes;
  if (channel_id !== before.channel_id) {
    await refuseOther(tx, before, channel_id);
    const of = await tx.load(product, before.product_id);
    await keepChannels(tx, of, { added: channel_id, lost: before.channel_id });
  }
  return tx.save(channelOffer, before, changes);
});

export const removeChannelOffer = command(declared.removeChannelOffer, async (tx, { id }) => {
  const before = await tx.target(channelOffer, id);
  if (before.deleted_at) return before;
  await keepChannels(tx, await tx.load(product, before.product_id), { lost: before.channel_id });
  return tx.save(channelOffer, before, { deleted_at: tx.now }, { verb: "deleted" });
});
