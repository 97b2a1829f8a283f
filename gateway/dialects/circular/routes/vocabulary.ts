import { brand, category, color, fabric, size } from "../../../../services/catalog/public.ts";
import { collection } from "../collection.ts";
import { word } from "../shapes/vocabulary.ts";

const words = [
  { at: "brands", names: ["Brand", "Brands"], resource: brand, slug: "brand_slug" },
  { at: "categories", names: ["Category", "Categories"], resource: category, slug: "category_slug" },
  { at: "colors", names: ["Color", "Colors"], resource: color, slug: "color_slug" },
  { at: "materials", names: ["Material", "Materials"], resource: fabric, slug: "material_slug" },
  { at: "sizes", names: ["Size", "Sizes"], resource: size, slug: "size_slug" },
] as const;

export const vocabulary = words.flatMap((each) =>
  collection({ ...each, shape: word(each.names[0], each.slug) }),
);
