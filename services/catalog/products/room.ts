import { viewOf } from "../../../shared/service/define-service.ts";
import { fillingIn } from "../../../shared/service/migrations.ts";
import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { changeProduct, changeVariant } from "./change-product.ts";
import { createProduct, createVariant } from "./create-product.ts";
import * as declared from "./declarations.ts";
import { linkVariant, variantLinks } from "./link-variant.ts";
import { price } from "./price.ts";
import { product } from "./product.ts";
import { productCategories } from "./product-categories.ts";
import { removeProduct, removeVariant, restoreProduct, restoreVariant } from "./remove-product.ts";
import { variant } from "./variant.ts";
import { eachShown } from "./variant-view.ts";

/** Products from before they had these lists have nothing in them. */
const fillProducts = {
  id: "0002-fill-products",
  about: "Gives products their lists of categories and of tags.",
  up: fillingIn(product, () => ({ category_ids: [], tag_ids: [] })),
};

/** Products from before there were offers in channels have none. */
const fillChannels = {
  id: "0003-fill-channels-of-products",
  about: "Gives products their lists of channels.",
  up: fillingIn(product, () => ({ channel_ids: [] })),
};

export const productsRoom = room({
  resources: [product, variant, price],
  views: [viewOf(variant, eachShown)],
  handlers: [
    ...[createProduct, changeProduct, removeProduct, restoreProduct, productCategories],
    ...[createVariant, changeVariant, removeVariant, restoreVariant],
    ...[linkVariant, variantLinks],
    importsRows(declared.importProducts, declared.createProduct),
  ],
  migrations: [fillProducts, fillChannels],
});
