/** Another due date. What is agreed, paid and held stays as it is. */
import { endOfDate } from "../../../shared/dates.ts";
import { command } from "../../../shared/service/operation.ts";
import { dayOf } from "../checkout/finish-lay-by.ts";
import { saleEvents } from "../sales/declarations.ts";
import { loadSale, targetSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { refuseDueDate } from "./due-date.ts";
import { requireLayBy } from "./lay-by-money.ts";

export const changeLayBy = command(declared.changeLayBy, {
  gather: async (call, { id }, meta, reader) => dayOf({ call, meta }, (await loadSale(reader, id)).store_id),
  async run(tx, { id, due_date }, day) {
    const before = await targetSale(tx, id);
    const lay_by = requireLayBy(before);
    if (!due_date) return before;
    refuseDueDate(due_date, day);
    const changes = {
      lay_by: { ...lay_by, due_date, status: "active" as const },
      hold_until: endOfDate(due_date, day.timezone),
    };
    return tx.save(sale, before, changes, {
      emit: (after) => ({ event: saleEvents.changed, data: { sale: after } }),
    });
  },
});
