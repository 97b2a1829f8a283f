import { command } from "../../../shared/service/operation.ts";
import { checkPriced } from "./check-priced.ts";
import * as declared from "./declarations.ts";
import { surcharge } from "./surcharge.ts";

export const changeSurcharge = command(declared.changeSurcharge, async (tx, { id, ...changes }) => {
  const before = await tx.target(surcharge, id);
  await checkPriced(tx, { ...before, ...changes });
  return tx.save(surcharge, before, changes);
});
