import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { bomsRoom } from "./boms/room.ts";
import { categoriesRoom } from "./categories/room.ts";
import { categoryUsesRoom } from "./category-uses/room.ts";
import { channelOffersRoom } from "./channel-offers/room.ts";
import { chargeCodesRoom } from "./charge-codes/room.ts";
import { labelsRoom } from "./labels/room.ts";
import { materialsRoom } from "./materials/room.ts";
import { optionSchemasRoom } from "./option-schemas/room.ts";
import { priceKindsRoom } from "./price-kinds/room.ts";
import { pricesRoom } from "./prices/room.ts";
import { pricingRoom } from "./pricing/room.ts";
import { productPicturesRoom } from "./product-pictures/room.ts";
import { productStockRoom } from "./product-stock/room.ts";
import { productTagsRoom } from "./product-tags/room.ts";
import { productsRoom } from "./products/room.ts";
import { skusRoom } from "./skus/room.ts";
import { stockablesRoom } from "./stockables/room.ts";
import { taxonomyRoom } from "./taxonomy/room.ts";

/** Categories, vocabulary, discounts, surcharges and taxes; materials, SKUs and bills of materials; products with variants and prices. */
export const catalog = serviceOf("catalog", [
  categoriesRoom,
  taxonomyRoom,
  pricingRoom,
  priceKindsRoom,
  productsRoom,
  productPicturesRoom,
  productTagsRoom,
  categoryUsesRoom,
  chargeCodesRoom,
  optionSchemasRoom,
  channelOffersRoom,
  pricesRoom,
  productStockRoom,
  materialsRoom,
  skusRoom,
  bomsRoom,
  stockablesRoom,
  labelsRoom,
]);

export default serviceSchema(catalog);
