import { room } from "../../../shared/service/room.ts";
import { bestPrice, bestPrices } from "./best-prices.ts";
import { changePrice, createPrice } from "./listed-prices.ts";
import { priceKindInUse, removePriceKind } from "./price-kind-uses.ts";
import { removePrice, restorePrice } from "./remove-price.ts";
import { addPrice } from "./seasonal-prices.ts";

export const pricesRoom = room({
  handlers: [
    ...[addPrice, createPrice, changePrice, removePrice, restorePrice],
    ...[bestPrice, bestPrices, removePriceKind, priceKindInUse],
  ],
});
