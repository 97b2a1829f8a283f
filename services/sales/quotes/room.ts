import { room } from "../../../shared/service/room.ts";
import {
  changeQuote,
  createQuote,
  putQuoteAddress,
  putQuoteAdjustment,
  putQuoteLine,
  removeQuote,
  removeQuoteAddress,
  removeQuoteAdjustment,
  removeQuoteLine,
} from "./change-quotes.ts";
import { convertQuote } from "./convert-quote.ts";
import { listQuoteAddresses, listQuoteAdjustments, listQuoteLines } from "./list-parts.ts";
import { salesQuote } from "./quote.ts";

export const quotesRoom = room({
  resources: [salesQuote],
  handlers: [
    ...[createQuote, changeQuote, removeQuote, convertQuote, putQuoteLine, removeQuoteLine],
    ...[putQuoteAdjustment, removeQuoteAdjustment, putQuoteAddress, removeQuoteAddress],
    ...[listQuoteLines, listQuoteAdjustments, listQuoteAddresses],
  ],
});
