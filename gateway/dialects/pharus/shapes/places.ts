/** Sites. */
import { location } from "../../../../services/inventory/public.ts";
import { shape } from "../../../shapes/shape.ts";
import { own } from "../dialect.ts";
import { nation, organization, places, stamps } from "./common.ts";

export const locationShape = shape("Location", location, {
  ...own(location, ["id", "name", "sort_order", "notes", "is_active", ...stamps]),
  ...own(location, { ...organization, ...places }),
  ...nation,
});
