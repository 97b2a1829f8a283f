/** Errors about balances. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const insufficientBalance = declareError({
  code: "insufficient_balance",
  status: 409,
  details: { available: money({ min: -1e13 }), asked: money() },
  sentence: "Only {available} is available; you asked for {asked}.",
  meaning: "The available amount is less than the requested one: see `available` and `asked`.",
});

export const giftCardUsed = declareError({
  code: "gift_card_used",
  status: 409,
  details: { available: money({ min: -1e13 }), amount: money() },
  sentence:
    "This gift card is no longer whole: {available} of {amount} is on it, so it cannot be taken back.",
  meaning:
    "A gift card that the sale sold has been used, so it cannot be taken back: see `available` and `amount`.",
});
