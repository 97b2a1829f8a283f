/** Errors of sales orders. */
import { declareError } from "../../../shared/errors.ts";
import { count, text } from "../../../shared/fields/index.ts";

export const belowShipped = declareError({
  code: "below_shipped",
  status: 409,
  details: { shipped: count(), asked: count() },
  sentence: "{shipped} have been shipped or invoiced already: the quantity cannot become {asked}.",
  meaning:
    "A line cannot be changed to less than has been shipped or invoiced, nor get another SKU or be removed afterwards.",
});

export const priceFixed = declareError({
  code: "price_fixed",
  status: 409,
  details: {},
  sentence: "Something of this order has been invoiced: its broker, percentage, prices and costs are fixed.",
  meaning: "Prices, broker and costs cannot change after the first invoice (BRK-1).",
});

export const goodsOut = declareError({
  code: "goods_out",
  status: 409,
  details: { shipped: count() },
  sentence: "{shipped} {shipped?unit:units} of this order have been shipped: take them back first.",
  meaning: "An order of which goods were shipped can be rejected only after their return (SO-3).",
});

export const notFulfilled = declareError({
  code: "not_fulfilled",
  status: 409,
  details: { fulfillment_status: text() },
  sentence:
    "An order is completed once it is paid and everything is shipped; this one is {fulfillment_status}.",
  meaning: "Ship what is outstanding first.",
});
