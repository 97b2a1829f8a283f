/** Products and the deliveries that bring them. */
import { choiceOf, decimalMoney, instant, integer, number, text, uuid, words } from "../../../wire/codecs.ts";
import { at, shape, shown } from "../../../wire/shape.ts";
import { terms } from "./places.ts";

const soldElsewhere = ["sold_on_shopify", "sold_on_square", "sold_on_third_party", "sold_on_legacy"];

const statusesOf = (names: readonly string[]) =>
  words(
    Object.fromEntries(names.map((word) => [word, word])),
    { returned: "returned_to_owner", available: "active" },
    Object.fromEntries(soldElsewhere.map((word) => [word, "sold"])),
  );
const settable = [
  ...["active", "inactive", "to_be_returned", "returned_to_owner", "donated", "discarded"],
  ...["lost", "stolen", "damaged", "sold"],
];

/** One word per piece; whichever way it was sold it is `sold`. A till parks, and a date expires: nobody says so. */
const statuses = statusesOf([...settable, "parked", "expired"]);

export const productShape = shape("Product", {
  id: at("id", uuid, { readonly: true }),
  product_slug: at("slug", text, { readonly: true }),
  sku: at("sku", text, { readonly: true }),
  name: at("title", text, { otherwise: "Untitled" }),
  description: at("description", text),
  price: at("tag_price", decimalMoney, { otherwise: 0 }),
  weight: at("weight", number),
  category_slug: at("category_id", text, { term: "category" }),
  brand_slug: at("brand_id", text, { term: "brand" }),
  size_slug: at("size_id", text, { term: "size" }),
  color_slug: at("color_id", text, { term: "color" }),
  material_slug: at("fabric_id", text, { term: "fabric" }),
  attractiveness: at("attractiveness", integer),
  status: at("status", statuses, { begins: statusesOf(settable) }),
  expiring_at: at("expires_at", instant, { from: ({ expiry_ends_at }) => expiry_ends_at }),
  pick_up_at: at("pick_up_at", instant, { from: ({ pick_up_ends_at }) => pick_up_ends_at }),
  store_id: at("store_id", uuid, { required: true }),
  location_id: at("location_id", uuid),
  seller_id: at("account_id", uuid),
  ...terms("split", "handling_fee"),
  modified_by_coworker_id: at("modified_by_coworker_id", uuid),
  modified_by_seller_id: at("modified_by_seller_id", uuid),
});

export const deliveryShape = shape("Delivery", {
  id: at("id", uuid, { readonly: true }),
  seller_id: at("account_id", uuid, { required: true }),
  store_id: at("store_id", uuid, { required: true }),
  status: at("status", choiceOf(["scheduled", "completed", "cancelled", "missed"])),
  delivery_at: at("delivery_at", instant, { required: true }),
});

/** What the price assistant answers. */
export const priceShape = shape("Price", {
  price: shown(decimalMoney, (row) => row.price, { nullable: true }),
  currency: shown(text, (_row, { currency }) => currency),
  low: shown(decimalMoney, (row) => row.low, { nullable: true }),
  high: shown(decimalMoney, (row) => row.high, { nullable: true }),
  confidence: shown(text, (row) => row.confidence, { nullable: true }),
  reason: shown(text, (row) => row.reason),
});

/** What pictures propose. */
export const classifiedShape = shape("Classified", {
  category_slug: at("category_id", text, { term: "category" }),
  color_slug: at("color_id", text, { term: "color" }),
  brand_slug: at("brand_id", text, { term: "brand" }),
  material_slug: at("fabric_id", text, { term: "fabric" }),
  size_slug: at("size_id", text, { term: "size" }),
});
