import { serviceOf } from "../../shared/service/room.ts";
import { categories } from "./categories/room.ts";
import { pricing } from "./pricing/room.ts";
import { taxonomy } from "./taxonomy/room.ts";

/** What is for sale, in general: categories, terms, discounts, surcharges and taxes. */
export const catalog = serviceOf("catalog", [categories, taxonomy, pricing]);
