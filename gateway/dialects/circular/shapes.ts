/** Circular's objects. */
import { account, member, organization, payout } from "../../../services/accounts/public.ts";
import {
  classifyPictures,
  delivery,
  item,
  location,
  store,
  type suggestPrice,
} from "../../../services/inventory/public.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import { c, computed, field, inputOf, rowsOf, shape, showing, shown } from "../../kit/index.ts";
import { termBySlug as term } from "../../vocabulary.ts";
import { own } from "./dialect.ts";
import { scheduling } from "./scheduling.ts";

export type Term = { id: string; slug: string; name: string };

/** A term of the vocabulary: a name, and a slug that the server derives. */
export const termShape = (name: string, slug: string) =>
  shape(name, rowsOf<Term>(), {
    id: shown("id", c.uuid, { always: true }),
    [slug]: shown("slug", c.text, { always: true }),
    name: field("name", c.text, { required: true, always: true }),
  });

/** An address, with either spelling of the street. */
const address = (street: "line" | "street", show: "code" | "name", nullable = false) => ({
  address_country: field("country", c.country(show)),
  address_zip: field("zip", c.text),
  [`address_${street}_1`]: field("address_line_1", c.text),
  [`address_${street}_2`]: field("address_line_2", c.text, { nullable }),
  address_region: field("region", c.text),
  address_city: field("city", c.text),
});

const feeTypes = c.choiceOf(["none", "fixed", "percentage"]);

/** Consignment terms that an organization or a store sets. */
const defaults = {
  consignment_split: field("default_split", c.fraction),
  handling_fee_percentage: field("default_handling_fee.percentage_ppm", c.percent),
  handling_fee_fixed: field("default_handling_fee.fixed", c.decimalMoney),
  handling_fee_type: field("default_handling_fee.type", feeTypes),
  ...own(store, ["default_expiry_days", "default_return_days", "default_pick_up_days"]),
};

export const organizationShape = shape("Organization", organization, {
  // A change may name the organization by either; it must be the one of the address.
  id: shown("id", c.uuid, { acceptedButIgnored: true }),
  organization_slug: shown("slug", c.text, { acceptedButIgnored: true }),
  name: field("name", c.text),
  email: field("email", c.email),
  ...defaults,
  currency: field("currency", c.text),
  phone_number: field("phone", c.text),
  // The only address in the document whose second line may be null.
  ...address("line", "name", true),
});

export const storeShape = shape("Store", store, {
  store_slug: shown("slug", c.text),
  ...own(store, ["id", "name"]),
  ...address("line", "code"),
  scheduling: field("scheduling", scheduling),
  ...defaults,
});

export const locationShape = shape("Location", location, own(location, ["id", "name", "store_id"]));

const names = ["id", "first_name", "last_name"] as const;
export const sellerShape = shape("Seller", account, {
  ...own(account, [...names, "phone_number", "email", "bank_account_number", "metadata"]),
  ...address("street", "code"),
});

export const coworkerShape = shape("Coworker", member, {
  ...own(member, [...names, "phone", "default_store_id"]),
  email: field("email", c.email, { required: true }),
});

export const remittanceShape = shape("SellerRemittance", payout, {
  ...own(payout, ["id", "metadata"]),
  completed_at: field("completed_at", c.instant),
  approved: field("approved", c.flag),
  completed: field("completed", c.flag),
  seller_id: field("account_id", c.uuid, { required: true, createOnly: true }),
  // The known document lets a change send it as well.
  requested_at: field("requested_at", c.instant, { createOnly: "ignored" }),
  completed_by_coworker_id: field("completed_by_member_id", c.uuid),
  organization_slug: computed(c.text, (_row, { organization: slug }) => slug, { acceptedButIgnored: true }),
  last_interaction_at: shown("last_interaction_at", c.instant, { acceptedButIgnored: true }),
  created_by_coworker_id: field("created_by_member_id", c.uuid, { createOnly: true }),
  amount: field("amount", c.decimalMoney, { required: true, createOnly: true }),
});

/** One status per piece; it is `sold` whichever way it was sold. */
const statusesOf = <const W extends string>(list: readonly W[]) =>
  c.enumMap(
    c.alike(list),
    { returned: "returned_to_owner", available: "active" },
    Object.fromEntries(["shopify", "square", "third_party", "legacy"].map((by) => [`sold_on_${by}`, "sold"])),
  );
const settable = [
  ...["active", "inactive", "to_be_returned", "returned_to_owner", "donated", "discarded"],
  ...["lost", "stolen", "damaged", "sold"],
] as const;

const classified = {
  category_slug: field("category_id", c.text, term("category")),
  brand_slug: field("brand_id", c.text, term("brand")),
  size_slug: field("size_id", c.text, term("size")),
  color_slug: field("color_id", c.text, term("color")),
  material_slug: field("fabric_id", c.text, term("fabric")),
};

type Item = Entity<typeof item>;

export const productShape = shape("Product", rowsOf<Item & { images: string[] }>(item), {
  product_slug: shown("slug", c.text),
  name: field("title", c.text, { default: "Untitled" }),
  price: field("tag_price", c.decimalMoney, { default: 0 }),
  ...own(item, ["id", "sku", "description", "weight", "attractiveness", "location_id"]),
  ...own(item, { modified_by_coworker_id: "modified_by_member_id" }),
  ...own(item, { modified_by_seller_id: "modified_by_account_id", seller_id: "account_id" }),
  ...classified,
  // Callers cannot set `parked` (set by a register) or `expired` (set by date).
  status: field("status", statusesOf([...settable, "parked", "expired"]), { onCreate: statusesOf(settable) }),
  expiring_at: showing(field("expires_at", c.instant), (row: Item) => row.expiry_ends_at),
  pick_up_at: showing(field("pick_up_at", c.instant), (row: Item) => row.pick_up_ends_at),
  store_id: field("store_id", c.uuid, { required: true }),
  consignment_split: field("split", c.fraction),
  handling_fee_percentage: field("handling_fee.percentage_ppm", c.percent),
  handling_fee_fixed: field("handling_fee.fixed", c.decimalMoney),
  handling_fee_type: field("handling_fee.type", feeTypes),
  // The addresses of its pictures. A client may send back what it was shown.
  images: shown("images", c.listOf(c.url), { acceptedButIgnored: true }),
});

export const deliveryShape = shape("Delivery", delivery, {
  ...own(delivery, ["id", "store_id", "delivery_at"]),
  seller_id: field("account_id", c.uuid, { required: true }),
  status: field("status", c.choiceOf(["scheduled", "completed", "cancelled", "missed"])),
});

type Suggested = OutputOf<typeof suggestPrice>;

/** The answer of the price assistant. */
export const priceShape = shape("Price", rowsOf<Suggested>(), {
  price: shown("suggestion.price", c.decimalMoney, { nullable: true }),
  currency: computed(c.text, (_row, { currency }) => currency),
  low: shown("suggestion.low", c.decimalMoney, { nullable: true }),
  high: shown("suggestion.high", c.decimalMoney, { nullable: true }),
  confidence: shown("suggestion.confidence", c.text, { nullable: true }),
  reason: shown("reason", c.text),
});

/** Proposals from pictures. */
type Classified = Pick<Item, "category_id" | "brand_id" | "size_id" | "color_id" | "fabric_id">;
export const classifiedShape = shape("Classified", rowsOf<Classified>(), classified);
export const picturesBody = shape("Pictures", inputOf(classifyPictures), {
  images: field("images", c.listOf(c.url), { required: true }),
});
