import { flag, id, json, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

const optional = { optional: true } as const;

/** How a product is presented in a channel. */
export const presented = {
  title: text({ max: 255, sort: true }),
  description: text({ ...optional, max: 4000 }),
  default_media_id: id(optional),
  default_media_url: text({ ...optional, max: 500 }),
  localized_content: json(optional),
  metadata: json(optional),
  is_active: flag({ default: true, filter: ["eq"] }),
} as const;

/** A product in a channel of selling: once there (MRC-PRI-4). */
export const channelOffer = resource({
  service: "catalog",
  name: "channel_offer",
  plural: "channel_offers",
  scope: "order_channels",
  numbered_pages: true,
  business_units: true,
  fields: {
    product_id: ref("catalog.product", { filter: ["eq"] }),
    channel_id: ref("sales.order_channel", { filter: ["eq"] }),
    ...presented,
    ...ofBusinessUnit,
  },
  unique: [["product_id", "channel_id"]],
  search: ["title"],
  verbs: ["list", "get"],
});
export type ChannelOffer = Entity<typeof channelOffer>;

/** An offer as a product is sent with it; it is called like the product unless it says otherwise. */
export const ownOffer = {
  channel_id: channelOffer.fields.channel_id,
  ...presented,
  title: text({ ...optional, max: 255 }),
} as const;
