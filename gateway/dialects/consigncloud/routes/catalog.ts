/** Categories, locations, discounts, taxes: kept as they are told. */
import { category, discount, tax } from "../../../../services/catalog/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import type { RouteRow } from "../../../row.ts";
import { type Crud, crud } from "../../../wire/crud.ts";
import type { Speech } from "../../../wire/talk.ts";
import { categoryShape, discountShape, locationShape, taxShape } from "../shapes/catalog.ts";
import { includes } from "./items.ts";

const all = ["list", "get", "create", "change", "remove", "restore"] as const;

const tables: readonly Crud[] = [
  {
    at: "/item-categories",
    names: ["ItemCategory", "ItemCategories"],
    tag: "Item categories",
    resource: category,
    shape: categoryShape,
    verbs: all,
    // Who reads items reads their categories; deleting one needs no more than writing it.
    scopes: { list: "read:items", remove: "write:item_categories" },
  },
  {
    at: "/locations",
    names: ["Location", "Locations"],
    tag: "Locations",
    resource: store,
    shape: locationShape,
    verbs: ["list", "get", "create", "change", "remove"],
    scopes: {
      list: "read:locations",
      create: "write:locations",
      change: "write:locations",
      remove: "delete:locations",
    },
  },
  {
    at: "/discounts",
    names: ["Discount", "Discounts"],
    tag: "Discounts",
    resource: discount,
    shape: discountShape,
    verbs: all,
  },
  {
    at: "/taxes",
    names: ["Tax", "Taxes"],
    tag: "Taxes",
    resource: tax,
    shape: taxShape,
    verbs: all,
  },
];

export const catalogRows = (speech: Speech): RouteRow[] =>
  tables.flatMap((table) => crud(speech, table, includes));
