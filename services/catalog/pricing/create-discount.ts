import { command } from "../../../shared/service/operation.ts";
import { checkPriced } from "./check-priced.ts";
import * as declared from "./declarations.ts";
import { discount } from "./discount.ts";
import { inOrder } from "./schedule.rules.ts";

export const createDiscount = command(declared.createDiscount, async (tx, input) => {
  await checkPriced(tx, input);
  return tx.insert(discount, { ...input, schedule: inOrder(input.schedule) });
});
