/** Selects the automatic discounts of lines and sales (DSC-3, DSC-4, DSC-5). */
import { mulRate, sum, times } from "../../../../shared/money.ts";
import { daysOnShelf } from "./days.ts";
import { matchesAny } from "./matching.ts";
import type {
  AutomaticDiscount,
  Bearer,
  DiscountLevel,
  SaleInput,
  SaleLineInput,
  ValueType,
} from "./types.ts";

export type ChosenDiscount = {
  id: string;
  bearer: Bearer;
  level: DiscountLevel;
  value_type: ValueType;
  amount: number;
};

/**
 * DSC-1: the amount of a discount on `units` pieces of `tag_price`, before capping. A fixed amount is per line, but
 * per discounted unit under BOGO. For `set_price` it is the price minus the value.
 */
export function amountOff(
  discount: { value_type: ValueType; value: number; bogo_threshold?: number | null },
  tag_price: number,
  units: number,
): number {
  const { value_type, value } = discount;
  if (value_type === "percentage") return mulRate(times(tag_price, units), value);
  if (value_type === "set_price") return value >= tag_price ? 0 : times(tag_price - value, units);
  return discount.bogo_threshold ? times(Math.min(value, tag_price), units) : value;
}

/** A schedule or BOGO depends on the line, so such a discount is computed per line even with the level `sale`. */
function isPerLine(discount: AutomaticDiscount): boolean {
  return (
    discount.level === "line" || Boolean(discount.bogo_threshold) || (discount.schedule ?? []).length > 0
  );
}

/** DSC-3: both dates are inclusive business dates. */
export function isOnDate(
  discount: Pick<AutomaticDiscount, "starts_on" | "ends_on">,
  business_date: string,
): boolean {
  const { starts_on, ends_on } = discount;
  return (!starts_on || starts_on <= business_date) && (!ends_on || business_date <= ends_on);
}

/** DSC-3: the value of the last step that is reached; null before the first step. */
export function scheduledValue(
  discount: Pick<AutomaticDiscount, "schedule" | "value">,
  days: number,
): number | null {
  const schedule = discount.schedule ?? [];
  if (schedule.length === 0) return discount.value;
  const reached = schedule.filter((step) => step.after_days <= days);
  const last = reached.reduce<{ after_days: number; value: number } | null>(
    (best, step) => (best && best.after_days > step.after_days ? best : step),
    null,
  );
  return last ? last.value : null;
}

function mayTouch(discount: AutomaticDiscount, line: SaleLineInput): boolean {
  return !line.do_not_discount && matchesAny(discount.rules, line);
}

/**
 * DSC-5: for each line the number of units that are the cheapest of a full group of `threshold`, with all `open` units
 * sorted by price, descending. It computes with runs of equal units, so that a large quantity takes no time.
 */
export function bogoUnits(
  lines: readonly { tag_price: number; quantity: number; open: boolean }[],
  threshold: number,
): number[] {
  const order = [...lines.keys()].filter((index) => lines[index]!.open);
  order.sort((a, b) => lines[b]!.tag_price - lines[a]!.tag_price || a - b);
  const units = lines.map(() => 0);
  let before = 0;
  for (const index of order) {
    const after = before + lines[index]!.quantity;
    units[index] = Math.floor(after / threshold) - Math.floor(before / threshold);
    before = after;
  }
  return units;
}

/** Amount of one automatic discount on every line (0 where it does not apply), capped at the line's gross. */
function amountsPerLine(discount: AutomaticDiscount, input: SaleInput): number[] {
  const open = input.lines.map((line) => mayTouch(discount, line));
  const threshold = discount.bogo_threshold;
  const groups = input.lines.map((line, index) => ({ ...line, open: open[index]! }));
  const units = threshold ? bogoUnits(groups, threshold) : input.lines.map((line) => line.quantity);
  return input.lines.map((line, index) => {
    if (!open[index] || units[index] === 0) return 0;
    const value = scheduledValue(discount, daysOnShelf(line.schedule_start, input.business_date));
    if (value === null) return 0;
    const amount = amountOff({ ...discount, value }, line.tag_price, units[index]!);
    return Math.min(amount, times(line.tag_price, line.quantity));
  });
}

/** The candidates of the day, the oldest first: of equal discounts the oldest applies (DSC-3). */
function candidates(input: SaleInput, perLine: boolean): AutomaticDiscount[] {
  const running = (input.automatic_discounts ?? []).filter(
    (discount) =>
      discount.auto_apply && isOnDate(discount, input.business_date) && isPerLine(discount) === perLine,
  );
  const age = (discount: AutomaticDiscount): string => `${discount.created_at ?? ""} ${discount.id}`;
  return running.sort((a, b) => (age(a) < age(b) ? -1 : 1));
}

/** DSC-3: for each line the automatic line discount that is best for the buyer, or null. */
export function bestPerLine(input: SaleInput): (ChosenDiscount | null)[] {
  const best = input.lines.map((): ChosenDiscount | null => null);
  for (const discount of candidates(input, true)) {
    for (const [index, amount] of amountsPerLine(discount, input).entries()) {
      if (amount <= (best[index]?.amount ?? 0)) continue;
      const { id, bearer, level, value_type } = discount;
      best[index] = { id, bearer, level, value_type, amount };
    }
  }
  return best;
}

/** DSC-3: the automatic sale discount with the largest amount on lines that still cost `left`, or null. */
export function bestForSale(input: SaleInput, left: readonly number[]): AutomaticDiscount | null {
  let best: AutomaticDiscount | null = null;
  let most = 0;
  for (const discount of candidates(input, false)) {
    const base = sum(left.filter((_, index) => mayTouch(discount, input.lines[index]!)));
    const amount = saleValue(discount, base);
    if (amount <= most) continue;
    best = discount;
    most = amount;
  }
  return best;
}

function saleValue(discount: AutomaticDiscount, base: number): number {
  if (discount.value_type === "percentage") return mulRate(base, discount.value);
  if (discount.value_type === "fixed") return Math.min(discount.value, base);
  return Math.max(0, base - discount.value);
}
