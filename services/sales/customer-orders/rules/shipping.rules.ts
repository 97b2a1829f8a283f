/** What of an order is shipped (MRC-SHP-1, MRC-SHP-2). Quantities in millionths. */

export type ShippableLine = { id: string; quantity: number };
export type ShippingFact = { items: readonly { line_id: string; quantity: number }[] };

/** Shipped quantities by line. */
export function shippedOf(shipments: readonly ShippingFact[]): Map<string, number> {
  const shipped = new Map<string, number>();
  for (const { items } of shipments)
    for (const { line_id, quantity } of items) shipped.set(line_id, (shipped.get(line_id) ?? 0) + quantity);
  return shipped;
}

/** The first line with more shipped than ordered, or shipped but removed. */
export function overshipped(
  lines: readonly ShippableLine[],
  shipments: readonly ShippingFact[],
): { line_id: string; shipped: number; ordered: number } | null {
  const ordered = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  for (const [line_id, shipped] of shippedOf(shipments)) {
    const most = ordered.get(line_id) ?? 0;
    if (shipped > most) return { line_id, shipped, ordered: most };
  }
  return null;
}

/** Whether something was ordered and all of it has left. */
export function allShipped(lines: readonly ShippableLine[], shipments: readonly ShippingFact[]): boolean {
  const shipped = shippedOf(shipments);
  return (
    lines.some(({ quantity }) => quantity > 0) &&
    lines.every(({ id, quantity }) => (shipped.get(id) ?? 0) >= quantity)
  );
}
