/** Errors of moving and counting units. */
import { declareError } from "../../../shared/errors.ts";
import { count, text } from "../../../shared/fields/index.ts";

export const unitsNotAvailable = declareError({
  id: "units_not_available",
  code: "item_not_available",
  status: 409,
  details: { from: text(), available: count(), asked: count() },
  sentence: "Only {available} {available?unit is:units are} {from}, not {asked}.",
  meaning: "Fewer units are in the status than requested.",
});

export const insufficientStock = declareError({
  code: "insufficient_stock",
  status: 409,
  details: { available: count(), asked: count() },
  sentence: "Only {available} active or inactive {available?unit:units} can be removed, not {asked}.",
  meaning: "Fewer units can be removed than requested: see `available`.",
});
