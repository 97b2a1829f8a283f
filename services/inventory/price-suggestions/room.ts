import { room } from "../../../shared/service/room.ts";
import { suggestPrice } from "./suggest-price.ts";
import { suggestPrices } from "./suggest-prices.ts";

export const priceSuggestionsRoom = room({
  handlers: [suggestPrice, suggestPrices],
});
