import { room } from "../../../shared/service/room.ts";
import { channelOffer } from "../product-offers/channel-offer.ts";
import { offersInChannels, offersInUse, offersOfProducts } from "./find-offers.ts";
import { changeChannelOffer, createChannelOffer, removeChannelOffer } from "./save-offer.ts";

export const channelOffersRoom = room({
  resources: [channelOffer],
  handlers: [
    ...[createChannelOffer, changeChannelOffer, removeChannelOffer],
    ...[offersOfProducts, offersInChannels, offersInUse],
  ],
});
