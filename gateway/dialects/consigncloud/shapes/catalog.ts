/** Categories, locations, discounts, taxes. */
import { category, discount, tax } from "../../../../services/catalog/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import { c, field, shape } from "../../../kit/index.ts";
import { own } from "../dialect.ts";
import { address, id, maybe, name, stamps, valueByType } from "./common.ts";

export const categoryShape = shape("ItemCategory", category, {
  ...own(category, ["id", "name"]),
  ...own(category, ["default_split"], maybe),
  ...own(category, { default_expiration_days: "default_expiry_days", parent: "parent_id" }, maybe),
  ...own(category, { taxes: "tax_ids" }, maybe),
  ...stamps,
});

/** A location is a shop (2.2). */
export const locationShape = shape("Location", store, {
  ...{ id, name, ...address },
  country: field("country", c.text, maybe),
  ...stamps,
});

const valueTypes = c.enumMap(c.alike(["percentage", "fixed", "set_price"]), {
  percent: "percentage",
  amount: "fixed",
});

export const discountShape = shape("Discount", discount, {
  ...own(discount, ["id", "name", "bearer", "level", "show_in_pos", "auto_apply", "rules"]),
  ...own(discount, ["starts_on", "ends_on"], maybe),
  type: field("value_type", valueTypes, { required: true }),
  value: valueByType,
  ...stamps,
});

export const taxShape = shape("Tax", tax, {
  ...own(tax, ["id", "name", "default_on", "scheme"]),
  percentage: field("rate_ppm", c.percent, { required: true, aliases: ["rate"] }),
  tax_type: field("type", c.choiceOf(["inclusive", "exclusive"]), { required: true, aliases: ["type"] }),
  ...stamps,
});
