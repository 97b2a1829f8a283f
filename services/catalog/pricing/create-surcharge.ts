import { command } from "../../../shared/service/operation.ts";
import { checkPriced } from "./check-priced.ts";
import * as declared from "./declarations.ts";
import { surcharge } from "./surcharge.ts";

export const createSurcharge = command(declared.createSurcharge, async (tx, input) => {
  await checkPriced(tx, input);
  return tx.insert(surcharge, input);
});
