/** What is offered, and at which prices (7). */
import * as catalog from "../../../../services/catalog/public.ts";
import { area } from "../../../kit/index.ts";
import { crud, takenIsInvalid } from "../area.ts";
import { flagFilter, textFilter } from "../filters.ts";
import * as shapes from "../shapes/catalog.ts";
import { snakeRows } from "../shapes/common.ts";

const kinds = crud(
  "CatalogPriceKinds",
  area(catalog.priceKind, shapes.priceKindShape, {
    shows: snakeRows(shapes.priceKindShape),
    filters: { isPromotion: flagFilter("is_promotion"), isActive: flagFilter("is_active") },
  }),
);

const products = crud(
  "CatalogProducts",
  area(catalog.product, shapes.productShape, {
    shows: snakeRows(shapes.productShape),
    actions: {
      ...{ create: catalog.createProduct, change: catalog.changeProduct },
      ...{ remove: catalog.removeProduct },
    },
    filters: {
      ...{ isActive: flagFilter("is_enabled"), configurable: flagFilter("is_configurable") },
      ...{ status: textFilter("status_entry_id"), customFieldset: textFilter("custom_fieldset_code") },
    },
  }),
);

export const catalogOperations = {
  ...kinds,
  postCatalogPriceKinds: takenIsInvalid(kinds.postCatalogPriceKinds),
  putCatalogPriceKinds: takenIsInvalid(kinds.putCatalogPriceKinds),
  ...products,
  postCatalogProducts: takenIsInvalid(products.postCatalogProducts),
  putCatalogProducts: takenIsInvalid(products.putCatalogProducts),
};
