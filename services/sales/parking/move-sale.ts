/** Moves a sale between open, parked and discarded (4.2), each move once. */
import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { loadSale } from "../sales/load-sale.ts";
import type { sale } from "../sales/sale.ts";
import { isOnLayBy, moveSale, type SaleStatus } from "../sales/sale-status.rules.ts";
import { type Leaving, leaving } from "./park.saga.ts";

/** The sale, and whether it already has the status (STM-2). */
export async function moving({ reader, headers }: FlowContext, id: string, to: SaleStatus) {
  const before = await loadSale(reader, id);
  matchVersion(before, headers.if_match);
  if (isOnLayBy(before) && to !== "parked")
    throw fail("conflict", "This sale is on lay-by: take the rest of its total, or cancel the lay-by.");
  const moved = moveSale(before.status, to);
  if (!moved.ok) throw refusedTransition("sale", moved);
  return { before, changed: moved.changed };
}

export const sagaOf = ({ meta, headers }: Pick<FlowContext, "meta" | "headers">, before: { id: string }) => ({
  subject: `sale:${before.id}`,
  meta,
  headers,
});

export async function leave(context: FlowContext, before: Entity<typeof sale>, to: "open" | "discarded") {
  const { id, version, status, hold_id } = before;
  const data: Leaving = { sale_id: id, version, from: status, to, hold_id };
  const { left } = await context.runSaga(leaving, {
    ...sagaOf(context, before),
    data,
    answer: (after) => after.left,
  });
  return left!;
}
