import { command } from "../../../shared/service/operation.ts";
import { checkPriced } from "./check-priced.ts";
import * as declared from "./declarations.ts";
import { discount } from "./discount.ts";
import { inOrder } from "./schedule.rules.ts";

export const changeDiscount = command(declared.changeDiscount, async (tx, { id, ...changes }) => {
  const before = await tx.target(discount, id);
  const after = { ...before, ...changes };
  await checkPriced(tx, after);
  return tx.save(discount, before, { ...changes, schedule: inOrder(after.schedule) });
});
