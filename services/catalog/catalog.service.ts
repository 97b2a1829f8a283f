import { defineService } from "../../shared/service/define-service.ts";
import { ensure, find } from "./operations/find-terms.ts";
import * as categories from "./operations/keep-category.ts";
import * as pricing from "./operations/keep-pricing.ts";
import { load, path } from "./operations/read-rules.ts";
import { seedTerms } from "./operations/seed-terms.ts";
import { brandsBy, termsBy } from "./operations/suggest-terms.ts";
import { category } from "./resources/category.ts";
import { discount, surcharge, tax } from "./resources/pricing.ts";
import { brand, color, fabric, size } from "./resources/taxonomy.ts";

export const catalog = defineService({
  name: "catalog",
  resources: [category, brand, color, size, fabric, discount, surcharge, tax],
  handlers: [
    categories.create,
    categories.change,
    categories.remove,
    pricing.createDiscount,
    pricing.changeDiscount,
    pricing.createSurcharge,
    pricing.changeSurcharge,
    load,
    path,
    find,
    ensure,
    brandsBy,
    termsBy,
  ],
  seed: seedTerms,
});
