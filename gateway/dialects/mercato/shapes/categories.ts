/** Bodies of categories, and tags of products. */
import * as catalog from "../../../../services/catalog/public.ts";
import { field, shape } from "../../../kit/index.ts";
import { clearableText, own, shapeOf, std } from "./common.ts";

export const categoryShape = shape("Category", catalog.category, {
  ...{ ...std, ...own(catalog.category, ["name", "description", "parent_id", "is_active"]) },
  slug: field("slug", clearableText, { nullable: true }),
});

export const tagShape = shapeOf("ProductTag", catalog.productTag, { plus: std });
