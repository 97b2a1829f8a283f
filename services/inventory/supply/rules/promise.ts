/** The date from which a quantity can be promised (AVL-2). Quantities in millionths, days as dates. */
import { availableOf, type Counters } from "../../levels/rules/effects.ts";

/** A quantity due on a day; without a day, supply does not count, and demand is due at once. */
export type Due = { due: string | null; quantity: number };

export type Supply = {
  level: Counters & { reserved: number };
  arrivals: readonly Due[];
  /** Open unallocated demand of orders; allocated demand counts as due today. */
  demands: readonly Due[];
};

const sumBy = (all: readonly Due[], day: string, undated: boolean): number =>
  all.reduce((sum, { due, quantity }) => sum + ((due ?? (undated ? "" : "9")) <= day ? quantity : 0), 0);

/** The projected quantity on a day: on hand, not held or allocated, plus arrivals and minus demand. */
export function projectedOn({ level, arrivals, demands }: Supply, day: string): number {
  return availableOf(level) + sumBy(arrivals, day, false) - sumBy(demands, day, true);
}

export type Promised = { day: string | null; projection: { day: string; quantity: number }[] };

/** The earliest day from today with at least `quantity` on it and every later one; null if none. */
export function promise(supply: Supply, quantity: number, today: string): Promised {
  const dated = [...supply.arrivals, ...supply.demands].flatMap(({ due }) =>
    due && due > today ? [due] : [],
  );
  const days = [today, ...[...new Set(dated)].sort()];
  const projection = days.map((day) => ({ day, quantity: projectedOn(supply, day) }));
  const short = projection.findLastIndex((each) => each.quantity < quantity);
  return { day: projection[short + 1]?.day ?? null, projection };
}
