import { query } from "../../../shared/service/operation.ts";
import { usesIn } from "../../../shared/service/uses.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { channelOffer } from "../product-offers/channel-offer.ts";
import * as declared from "./declarations.ts";

export const offersOfProducts = query(declared.offersOfProducts, (reader, { product_ids }) =>
  reader.find(
    channelOffer,
    { product_id: { $in: [...product_ids] }, deleted_at: null, ...visibleTo(channelOffer, reader.meta) },
    { sort: { created_at: 1, _id: 1 } },
  ),
);

export const offersInChannels = query(declared.offersInChannels, async (reader, { channel_ids }) => {
  const where = { channel_id: { $in: [...channel_ids] }, deleted_at: null };
  const channels = await reader.aggregate<{ channel_id: string; offers: number }>(
    channelOffer,
    { ...where, ...visibleTo(channelOffer, reader.meta) },
    [
      { $group: { _id: "$channel_id", offers: { $sum: 1 } } },
      { $project: { _id: 0, channel_id: "$_id", offers: 1 } },
    ],
  );
  return { channels };
});

export const offersInUse = query(declared.offersInUse, (reader, { channel_id }) =>
  usesIn(reader, channelOffer, { channel_id }),
);
