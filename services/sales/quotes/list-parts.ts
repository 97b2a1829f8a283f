import { listQueryOf, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import * as declared from "./declarations.ts";
import { salesQuote } from "./quote.ts";
import {
  addressesOfQuotes,
  adjustmentsOfQuotes,
  linesOfQuotes,
  quoteAddress,
  quoteAdjustment,
  quoteLine,
} from "./quote-parts.ts";

const seen = (reader: Reader) => ({ deleted_at: null, ...visibleTo(salesQuote, reader.meta) });

export const listQuoteLines = query(declared.listQuoteLines, (reader, input) =>
  reader.elements(quoteLine, linesOfQuotes, listQueryOf(input), seen(reader)),
);

export const listQuoteAdjustments = query(declared.listQuoteAdjustments, (reader, input) =>
  reader.elements(quoteAdjustment, adjustmentsOfQuotes, listQueryOf(input), seen(reader)),
);

export const listQuoteAddresses = query(declared.listQuoteAddresses, (reader, input) =>
  reader.elements(quoteAddress, addressesOfQuotes, listQueryOf(input), seen(reader)),
);
