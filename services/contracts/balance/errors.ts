/** Errors of balancing a contract. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const feesExceedSubtotal = declareError({
  code: "fees_exceed_subtotal",
  status: 422,
  details: { fees: money(), sub_total: money() },
  sentence: "The fees of {fees} exceed the subtotal of {sub_total}; a seller's amount would be negative.",
  meaning: "The fees exceed the amount from which they are deducted.",
});

export const totalTooLarge = declareError({
  id: "contract_total_too_large",
  code: "unprocessable",
  status: 422,
  details: { total: money(), most: money() },
  sentence: "The total of {total} is more than {most}.",
  meaning: "The request is valid but cannot be carried out.",
});

export const pinTooLarge = declareError({
  id: "pin_too_large",
  code: "unprocessable",
  status: 422,
  details: { pinned: money(), whole: money() },
  sentence: "The pinned amounts come to {pinned}, more than the {whole} that there is to divide.",
  meaning: "The request is valid but cannot be carried out.",
});

export const housePartTooLarge = declareError({
  id: "house_part_too_large",
  code: "unprocessable",
  status: 422,
  details: { owed: money(), most: money() },
  sentence: "The house would get {owed}, more than the {most} of its items.",
  meaning: "The request is valid but cannot be carried out.",
});
