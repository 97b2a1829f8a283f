/** The offers of a product in channels: one that is made again is the one before (MRC-CAT-2, MRC-PRI-4). */
import { invalidField } from "../../../shared/errors.ts";
import type { Given } from "../../../shared/fields/index.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type ChannelOffer, channelOffer, type ownOffer } from "./channel-offer.ts";

type Owner = { id: string; name: string; business_unit_id: string | null };
export type Sent = Given<typeof ownOffer>;

/** What an offer is that says nothing. */
const bare = {
  ...{ description: null, default_media_id: null, default_media_url: null },
  ...{ localized_content: null, metadata: null, is_active: true },
};

/** Makes an offer, or brings back the one that the product had in the channel. */
export async function putOffer(
  tx: Tx,
  { id, name, business_unit_id }: Owner,
  sent: Sent,
  before: ChannelOffer | undefined,
): Promise<ChannelOffer> {
  const values = { ...bare, ...sent, title: sent.title ?? name };
  if (!before) return tx.insert(channelOffer, { ...values, product_id: id, business_unit_id });
  const verb = before.deleted_at ? "restored" : "updated";
  return tx.save(channelOffer, before, { ...values, deleted_at: null }, { verb });
}

/** All offers of a product are those that a request sends; without such a list they stay. */
export async function ofItsOffers(
  tx: Tx,
  owner: Owner,
  sent: readonly Sent[] | null | undefined,
): Promise<{ channel_ids?: string[] }> {
  if (sent === undefined) return {};
  const wished = sent ?? [];
  const channel_ids = wished.map(({ channel_id }) => channel_id);
  const again = channel_ids.findIndex((each, n) => channel_ids.indexOf(each) !== n);
  if (again >= 0)
    throw invalidField(`/offers/${again}/channel_id`, "repeated", "A product is offered in a channel once.");
  const known = await tx.find(channelOffer, { product_id: owner.id });
  const dropped = known.filter((each) => !each.deleted_at && !channel_ids.includes(each.channel_id));
  const deleted_at = tx.now;
  await tx.saveMany(
    channelOffer,
    dropped.map((before) => ({ before, changes: { deleted_at }, verb: "deleted" })),
  );
  for (const each of wished)
    await putOffer(
      tx,
      owner,
      each,
      known.find(({ channel_id }) => channel_id === each.channel_id),
    );
  return { channel_ids };
}
