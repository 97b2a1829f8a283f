/** Errors of a void. */
import { declareError } from "../../../shared/errors.ts";
import { id } from "../../../shared/fields/index.ts";

export const partOfExchange = declareError({
  code: "part_of_exchange",
  status: 409,
  details: { refund_id: id() },
  sentence: "Goods that came back paid for this sale: refund it instead of voiding it.",
  meaning: "The sale is one half of an exchange, whose other half stays: refund it instead.",
});
