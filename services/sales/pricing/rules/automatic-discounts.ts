/** Automatic discounts: which of them a line or a sale gets (DSC-3, DSC-4, DSC-5). */
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
 * DSC-1: what a discount takes off `units` pieces of `tag_price`, before capping. A fixed amount is per line, but
 * per discounted unit under BOGO; `set_price` is what the price lies above the value.
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

/** Schedule and BOGO depend on the line, so such a discount is computed per line whatever its level. */
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

/** DSC-3: the step with the largest `after_days` reached gives the value; null before the first one. */
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
 * DSC-5: how many units of each line are the cheapest of a full group of `threshold`, all `open` units sorted by
 * price descending. Lines are walked as runs of equal units, so a large quantity costs nothing.
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

/** Candidates of the day, the oldest first: the first of equals wins (DSC-3). */
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

/** DSC-3: the automatic sale discount that takes most off lines that still cost `left`, or null. */
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
