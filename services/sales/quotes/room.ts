import { room } from "../../../shared/service/room.ts";
import {
  changeQuote,
  createQuote,
  putQuoteAdjustment,
  putQuoteLine,
  removeQuote,
  removeQuoteAdjustment,
  removeQuoteLine,
} from "./change-quotes.ts";
import { listQuoteAdjustments, listQuoteLines } from "./list-parts.ts";
import { salesQuote } from "./quote.ts";

export const quotesRoom = room({
  resources: [salesQuote],
  handlers: [
    ...[createQuote, changeQuote, removeQuote, putQuoteLine, removeQuoteLine],
    ...[putQuoteAdjustment, removeQuoteAdjustment, listQuoteLines, listQuoteAdjustments],
  ],
});
