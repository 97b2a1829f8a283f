/** Errors of a hold. */
import { declareError } from "../../../shared/errors.ts";
import { count, id, list } from "../../../shared/fields/index.ts";

const unavailable = {
  code: "item_not_available",
  status: 409,
  meaning: "Units are sold, held by another checkout, or not for sale; `errors` names the lines.",
} as const;

export const itemsNotAvailable = declareError({
  ...unavailable,
  details: { item_ids: list(id()) },
  sentence: "Some items are not available in this quantity.",
});

export const itemGone = declareError({
  ...unavailable,
  id: "item_gone",
  details: { item_ids: list(id()) },
  sentence: "This item is no longer available.",
});

export const itemShort = declareError({
  ...unavailable,
  id: "item_short",
  details: { item_ids: list(id()), available: count(), asked: count() },
  sentence:
    "Only {available} {available?unit:units} of this item {available?is:are} available; you asked for {asked}.",
});
