/** Errors of purchase orders. */
import { declareError } from "../../../shared/errors.ts";
import { id, micro } from "../../../shared/fields/index.ts";

export const overReceipt = declareError({
  code: "over_receipt",
  status: 409,
  details: { line_id: id(), ordered: micro(), received: micro(), most: micro(), asked: micro() },
  sentence:
    "At most {most} may arrive of {ordered} that were ordered; {received} have, and these are {asked}.",
  meaning: "More would be received than ordered, beyond the tolerance of the organization.",
});

export const costsFrozen = declareError({
  code: "costs_frozen",
  status: 409,
  details: {},
  sentence: "Goods of this order have been received: its costs are fixed.",
  meaning: "Costs of an order cannot change after its first receipt; record a landed cost instead.",
});

export const belowReceived = declareError({
  code: "below_received",
  status: 409,
  details: { received: micro(), asked: micro() },
  sentence: "{received} have been received already: the quantity cannot become {asked}.",
  meaning: "A line cannot be changed to less than has been received, or be removed once something has.",
});

export const alreadyBilled = declareError({
  code: "billed",
  status: 409,
  details: { line_id: id(), billed: micro() },
  sentence: "{billed} of these goods have been billed: cancel the bill first.",
  meaning: "A receipt cannot be reversed while a bill counts on its goods.",
});
