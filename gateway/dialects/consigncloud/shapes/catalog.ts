/** Categories, locations, discounts, taxes. */
import {
  date,
  flag,
  fraction,
  integer,
  listOf,
  object,
  percent,
  text,
  uuid,
  words,
} from "../../../wire/codecs.ts";
import { at, shape } from "../../../wire/shape.ts";
import { address, created, deleted, id, updated, valueByType } from "./common.ts";

const maybe = { nullable: true } as const;

export const categoryShape = shape("ItemCategory", {
  id,
  name: at("name", text, { required: true }),
  default_split: at("default_split", fraction, maybe),
  default_expiration_days: at("default_expiry_days", integer, maybe),
  parent: at("parent_id", uuid, maybe),
  taxes: at("tax_ids", listOf(uuid), maybe),
  created,
  updated,
  deleted,
});

/** A location is a shop (2.2). */
export const locationShape = shape("Location", {
  id,
  name: at("name", text, { required: true }),
  ...address,
  country: at("country", text, maybe),
  created,
  updated,
  deleted,
});

/** What has a name, such as a spot within a shop or a register, as it is shown in the place of its id. */
export const namedShape = shape("Named", { id, name: at("name", text, { readonly: true, ...maybe }) });

const valueTypes = words(
  { percentage: "percentage", fixed: "fixed", set_price: "set_price" },
  { percent: "percentage", amount: "fixed" },
);

export const discountShape = shape("Discount", {
  id,
  name: at("name", text, { required: true }),
  type: at("value_type", valueTypes, { required: true }),
  value: valueByType,
  bearer: at("bearer", words({ shared: "shared", store: "store", consignor: "consignor" })),
  level: at("level", words({ line: "line", sale: "sale" })),
  show_in_pos: at("show_in_pos", flag),
  auto_apply: at("auto_apply", flag),
  starts_on: at("starts_on", date, maybe),
  ends_on: at("ends_on", date, maybe),
  rules: at("rules", listOf(object)),
  created,
  updated,
  deleted,
});

const taxTypes = words({ inclusive: "inclusive", exclusive: "exclusive" });

export const taxShape = shape("Tax", {
  id,
  name: at("name", text, { required: true }),
  percentage: at("rate_ppm", percent, { required: true, aliases: ["rate"] }),
  tax_type: at("type", taxTypes, { required: true, aliases: ["type"] }),
  default_on: at("default_on", flag),
  scheme: at("scheme", words({ standard: "standard", margin: "margin" })),
  created,
  updated,
  deleted,
});
