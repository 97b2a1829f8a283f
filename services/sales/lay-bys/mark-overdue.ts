import { nowInstant } from "../../../shared/clock.ts";
import { command } from "../../../shared/service/operation.ts";
import { targetSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import { isOnLayBy } from "../sales/sale-status.rules.ts";
import * as declared from "./declarations.ts";

export const markOverdue = command(declared.markOverdue, async (tx, { id }) => {
  const before = await targetSale(tx, id);
  const { lay_by, hold_until } = before;
  const due = isOnLayBy(before) && lay_by!.status === "active" && hold_until! <= nowInstant();
  if (!due) return before;
  return tx.save(
    sale,
    before,
    { lay_by: { ...lay_by!, status: "overdue" } },
    { emit: (after) => ({ event: declared.layByOverdue, data: { sale: after } }) },
  );
});
