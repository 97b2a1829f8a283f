import { command } from "../../../shared/service/operation.ts";
import { addressVerbs, documentVerbs, partVerbs, STATUSES } from "../documents/document-verbs.ts";
import { gatherReferences } from "../documents/references.ts";
import * as declared from "./declarations.ts";
import { quotes } from "./quote-store.ts";

const whole = documentVerbs(quotes);
const part = partVerbs(quotes);
const address = addressVerbs(quotes);

export const createQuote = command(declared.createQuote, {
  gather: (call, input) => gatherReferences(call, STATUSES, input),
  run: whole.create,
});
export const changeQuote = command(declared.changeQuote, {
  gather: (call, input) => gatherReferences(call, STATUSES, input),
  run: whole.change,
});
export const removeQuote = command(declared.removeQuote, whole.remove);

export const putQuoteLine = command(declared.putQuoteLine, {
  gather: (call, line) => gatherReferences(call, STATUSES, { lines: [line] }),
  run: part.putLine,
});
export const removeQuoteLine = command(declared.removeQuoteLine, part.removeLine);
export const putQuoteAdjustment = command(declared.putQuoteAdjustment, part.putAdjustment);
export const removeQuoteAdjustment = command(declared.removeQuoteAdjustment, part.removeAdjustment);
export const putQuoteAddress = command(declared.putQuoteAddress, address.putAddress);
export const removeQuoteAddress = command(declared.removeQuoteAddress, address.removeAddress);
