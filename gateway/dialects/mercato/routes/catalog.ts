/** What is offered, and at which prices (7). */
import * as catalog from "../../../../services/catalog/public.ts";
import { area } from "../../../kit/index.ts";
import { crud, takenIsInvalid } from "../area.ts";
import { flagFilter } from "../filters.ts";
import * as shapes from "../shapes/catalog.ts";
import { snakeRows } from "../shapes/common.ts";

const priceKinds = area(catalog.priceKind, shapes.priceKindShape, {
  shows: snakeRows(shapes.priceKindShape),
  filters: { isPromotion: flagFilter("is_promotion"), isActive: flagFilter("is_active") },
});
const kinds = crud("CatalogPriceKinds", priceKinds);

export const catalogOperations = {
  ...kinds,
  postCatalogPriceKinds: takenIsInvalid(kinds.postCatalogPriceKinds),
  putCatalogPriceKinds: takenIsInvalid(kinds.putCatalogPriceKinds),
};
