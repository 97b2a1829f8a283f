import { fail } from "../../../shared/errors.ts";

/** LAY-7: that customers paid for weeks cannot be made to have never happened. */
export function refuseLayBy({ payments }: { payments: readonly { type: string }[] }): void {
  if (payments.some(({ type }) => type === "deposit"))
    throw fail("conflict", "This sale was paid in parts, on lay-by: refund it.");
}
