import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { bomsRoom } from "./boms/room.ts";
import { categoriesRoom } from "./categories/room.ts";
import { materialsRoom } from "./materials/room.ts";
import { pricingRoom } from "./pricing/room.ts";
import { skusRoom } from "./skus/room.ts";
import { stockablesRoom } from "./stockables/room.ts";
import { taxonomyRoom } from "./taxonomy/room.ts";

/** What is for sale, in general, and what it is made of: categories, terms, discounts, surcharges, taxes, materials, SKUs, bills of materials. */
export const catalog = serviceOf("catalog", [
  categoriesRoom,
  taxonomyRoom,
  pricingRoom,
  materialsRoom,
  skusRoom,
  bomsRoom,
  stockablesRoom,
]);

export default serviceSchema(catalog);
