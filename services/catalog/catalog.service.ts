import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { categoriesRoom } from "./categories/room.ts";
import { pricingRoom } from "./pricing/room.ts";
import { taxonomyRoom } from "./taxonomy/room.ts";

/** What is for sale, in general: categories, terms, discounts, surcharges and taxes. */
export const catalog = serviceOf("catalog", [categoriesRoom, taxonomyRoom, pricingRoom]);

export default serviceSchema(catalog);
