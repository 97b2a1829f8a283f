/** The stock that shipments took, by line and place (MRC-SHP-3). Quantities in millionths. */

type Item = { line_id: string; quantity: number; sku_id: string | null; location_id: string | null };
type Taken = {
  line_id: string;
  sku_id: string;
  location_id: string;
  demand: number;
  allocated: number;
  shipped: number;
};

export function takenBy(shipments: readonly { items: readonly Item[] }[]): Taken[] {
  const taken = new Map<string, Taken>();
  for (const { line_id, quantity, sku_id, location_id } of shipments.flatMap(({ items }) => items)) {
    if (!sku_id || !location_id) continue;
    const key = `${line_id} ${sku_id} ${location_id}`;
    const { shipped } = taken.get(key) ?? { shipped: 0 };
    const whole = { demand: 0, allocated: 0, shipped: shipped + quantity };
    taken.set(key, { line_id, sku_id, location_id, ...whole });
  }
  return [...taken.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ line_id, sku_id, location_id }: Taken): string => `${line_id} ${sku_id} ${location_id}`;
