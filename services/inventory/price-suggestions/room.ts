import { room } from "../../../shared/service/room.ts";
import { comparable } from "./comparable.ts";
import { learnPrices, unlearnRefunded, unlearnVoided } from "./on-sale.ts";
import { suggestPrice } from "./suggest-price.ts";
import { suggestPrices } from "./suggest-prices.ts";

export const priceSuggestionsRoom = room({
  resources: [comparable],
  handlers: [suggestPrice, suggestPrices],
  reactions: [learnPrices, unlearnVoided, unlearnRefunded],
});
