import { visibleOf } from "../../../shared/resource/model.ts";
import { flow } from "../../../shared/service/operation.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { leave, moving } from "./move-sale.ts";

export const discardSale = flow(declared.discardSale, async (context, { id }) => {
  const { before, changed } = await moving(context, id, "discarded");
  return changed ? leave(context, before, "discarded") : visibleOf(sale, before);
});
