/** Products keep the channels of their offers, by which lists find them (MRC-PRI-4). */
import { sameList, type Walk } from "../check.ts";

export const channelOffers: Walk = {
  checks: { "MRC-PRI-4": "the channels of a product are those of its offers" },
  async run(stores, tell) {
    const channels = new Map<string, string[]>();
    const offered = { fields: ["product_id", "channel_id"] };
    for await (const row of stores.rows("catalog", "channel_offers", { deleted_at: null }, offered))
      channels.set(row.product_id, [...(channels.get(row.product_id) ?? []), row.channel_id]);
    for await (const row of stores.rows("catalog", "products", {}, { fields: ["org_id", "channel_ids"] })) {
      tell.read("MRC-PRI-4");
      const kept: string[] = row.channel_ids ?? [];
      if (!sameList([...kept].sort(), [...(channels.get(row._id) ?? [])].sort()))
        tell.breach("MRC-PRI-4", row, "has other channels than its offers");
    }
  },
};
