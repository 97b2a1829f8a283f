import { defineService } from "../../shared/service/define-service.ts";
import { category } from "./resources/category.ts";
import { discount, surcharge, tax } from "./resources/pricing.ts";
import { brand, color, fabric, size } from "./resources/taxonomy.ts";

export const catalog = defineService({
  name: "catalog",
  resources: [category, brand, color, size, fabric, discount, surcharge, tax],
  handlers: [],
});
