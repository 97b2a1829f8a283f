import { visibleOf } from "../../../shared/resource/model.ts";
import { flow } from "../../../shared/service/operation.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { leave, moving } from "./move-sale.ts";

export const unparkSale = flow(declared.unparkSale, async (context, { id }) => {
  const { before, changed } = await moving(context, id, "open");
  return changed ? leave(context, before, "open") : visibleOf(sale, before);
});
