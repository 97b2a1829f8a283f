/** Quantities that a caller names by line, in the order of the lines; by default all that remain. */
import { invalidField } from "../../../shared/errors.ts";
import type { Order, OrderLine } from "../sales-orders/order.ts";

type Chosen = readonly { line_id: string; quantity: number }[] | null | undefined;

export function chosenOf(order: Order, chosen: Chosen, left: (line: OrderLine) => number): number[] {
  if (!chosen) return order.lines.map(left);
  const quantities = order.lines.map(() => 0);
  for (const [i, { line_id, quantity }] of chosen.entries()) {
    const at = order.lines.findIndex((line) => line.id === line_id);
    if (at < 0)
      throw invalidField(`/lines/${i}/line_id`, "unknown_line", "The order has no line with this id.");
    quantities[at]! += quantity;
    const most = left(order.lines[at]!);
    if (quantities[at]! > most)
      throw invalidField(`/lines/${i}/quantity`, "too_many", `At most ${most} of this line are left.`);
  }
  return quantities;
}
