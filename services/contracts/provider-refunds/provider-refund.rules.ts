/** What becomes of a refund that was made at the provider itself (CON-21). Amounts in minor units. */

/** The part that the buyer had left is a refund; the rest went back as well, and the platform bears it. */
export function partsOf(amount: number, left: number): { refund: number; excess: number } {
  const refund = Math.min(amount, Math.max(0, left));
  return { refund, excess: amount - refund };
}
