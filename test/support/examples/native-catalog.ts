import type { Say } from "./book.ts";

/** What products are made and found by: options, categories, tags, offers. */
export async function catalogWords(say: Say): Promise<void> {
  await optionSchemas(say);
  await categories(say);
  await offers(say);
}

async function offers(say: Say): Promise<void> {
  const { id: channel_id } = await say("createOrderChannel", {}, { name: "Winter market" });
  const { id: product_id } = await say("createProduct", {}, { name: "Wool scarf" });
  const { id } = await say("createChannelOffer", {}, { product_id, channel_id, title: "Warm scarf" });
  await say("listChannelOffers", { channel_id, limit: 10 });
  await say("getChannelOffer", { id });
  await say("updateChannelOffer", { id }, { description: "Of the wool of our own sheep." });
  await say("deleteChannelOffer", { id });
}

async function categories(say: Say): Promise<void> {
  const { id: parent_id } = await say("createCategory", {}, { name: "Clothes", slug: "to-wear" });
  const { id } = await say("createCategory", {}, { name: "Jackets", parent_id });
  await say("getCategoryTree", {});
  const jacket = { name: "Rain jacket", category_ids: [id], tags: ["Waterproof"] };
  await say("createProduct", {}, jacket);
  await say("dissolveCategory", { id: parent_id });
  const { data } = await say("listProductTags", { limit: 10 });
  await say("getProductTag", { id: data[0].id });
}

async function optionSchemas(say: Say): Promise<void> {
  const choices = [{ label: "Red" }, { label: "Dark blue" }];
  const options = [{ label: "Color", is_required: true, choices }];
  const { id } = await say("createOptionSchema", {}, { name: "Coats", options });
  await say("listOptionSchemas", { limit: 10 });
  await say("getOptionSchema", { id });
  await say("updateOptionSchema", { id }, { description: "For coats and jackets." });
  await say("createProduct", {}, { name: "Loden coat", option_schema_id: id });
  await say("getOptionSchemaUsage", { id });
  const other = await say("createOptionSchema", {}, { name: "Hats", options: [{ label: "Size" }] });
  await say("deleteOptionSchema", { id: other.id });
  await say("restoreOptionSchema", { id: other.id });
}
