/**
 * Discounts (5.3): line discounts, then sale discounts, each capped at the remaining price of the line. The automatic
 * ones are chosen in automatic-discounts.ts. Amounts are minor units including inclusive tax.
 */
import { allocate, mulRate, sum, times } from "../../../../shared/money.ts";
import { amountOff, bestForSale, bestPerLine } from "./automatic-discounts.ts";
import { matchesAny } from "./matching.ts";
import type {
  AppliedDiscount,
  Bearer,
  DiscountLevel,
  ManualDiscount,
  SaleInput,
  ValueType,
} from "./types.ts";

/** A discount whose amount on one line is known before capping. */
type LineDiscount = {
  id: string | null;
  bearer: Bearer;
  level: DiscountLevel;
  value_type: ValueType;
  amount: number;
};

type Working = { gross: number; left: number; applied: AppliedDiscount[] };

/** The discounts of one line and their sums by bearer (5.1 step 2). */
export type LineReduction = {
  applied: AppliedDiscount[];
  shared: number;
  store: number;
  consignor: number;
};

/** DSC-4: a manual discount on such a line requires the scope `write:discount_override`. */
export function needsDiscountOverride(line: {
  do_not_discount?: boolean | null;
  discounts?: ManualDiscount[] | null;
}): boolean {
  return line.do_not_discount === true && (line.discounts ?? []).length > 0;
}

function take(line: Working, discount: Omit<AppliedDiscount, "amount">, wanted: number): void {
  const amount = Math.min(Math.max(0, wanted), line.left);
  if (amount === 0) return;
  line.left -= amount;
  line.applied.push({ id: discount.id, bearer: discount.bearer, amount, level: discount.level });
}

/** Percentages come before fixed amounts (DSC-1, DSC-2), otherwise in the order of the request. */
function percentagesFirst<D extends { value_type: ValueType }>(discounts: readonly D[]): D[] {
  const isPercentage = (discount: D): boolean => discount.value_type === "percentage";
  return [...discounts.filter(isPercentage), ...discounts.filter((discount) => !isPercentage(discount))];
}

/** DSC-1, DSC-3: the best automatic discount of each line, the manual ones on top. */
function takeLineDiscounts(input: SaleInput, work: Working[]): void {
  const automatic = bestPerLine(input);
  for (const [index, line] of input.lines.entries()) {
    const manual = (line.discounts ?? []).map(
      (discount): LineDiscount => ({
        id: discount.id,
        bearer: discount.bearer,
        level: "line",
        value_type: discount.value_type,
        amount: amountOff(discount, line.tag_price, line.quantity),
      }),
    );
    const best = automatic[index];
    const discounts = best ? [best, ...manual] : manual;
    for (const discount of percentagesFirst(discounts)) take(work[index]!, discount, discount.amount);
  }
}

/** The amount of a sale discount on lines that cost `base` after line discounts and `left` now (DSC-2). */
function saleAmount(discount: ManualDiscount, base: number, left: number): number {
  if (discount.value_type === "percentage") return Math.min(mulRate(base, discount.value), left);
  if (discount.value_type === "fixed") return Math.min(discount.value, left);
  return Math.max(0, left - discount.value);
}

/** DSC-2, DSC-4: divides sale discounts over the lines that may be discounted, by their remaining prices. */
function takeSaleDiscounts(input: SaleInput, work: Working[]): void {
  const base = work.map((line) => line.left);
  const automatic = bestForSale(input, base);
  const discounts = automatic ? [automatic, ...(input.discounts ?? [])] : (input.discounts ?? []);
  for (const discount of percentagesFirst(discounts)) {
    const open = saleDiscountLines(input, discount);
    const left = open.map((index) => work[index]!.left);
    const amount = saleAmount(discount, sum(open.map((index) => base[index]!)), sum(left));
    if (amount <= 0) continue;
    for (const [position, part] of allocate(amount, left).entries()) {
      take(work[open[position]!]!, { id: discount.id, bearer: discount.bearer, level: "sale" }, part);
    }
  }
}

/** The indexes of the lines to which a sale discount applies. */
function saleDiscountLines(input: SaleInput, discount: ManualDiscount): number[] {
  return [...input.lines.keys()].filter((index) => {
    const line = input.lines[index]!;
    return !line.do_not_discount && matchesAny(discount.rules, line);
  });
}

function reduction(line: Working): LineReduction {
  const borneBy = (bearer: Bearer): number =>
    sum(line.applied.filter((discount) => discount.bearer === bearer).map((discount) => discount.amount));
  return {
    applied: line.applied,
    shared: borneBy("shared"),
    store: borneBy("store"),
    consignor: borneBy("consignor"),
  };
}

/** DSC-1…6: the discounts of every line of a sale, in the order of the lines. */
export function discountLines(input: SaleInput): LineReduction[] {
  const work = input.lines.map((line): Working => {
    const gross = times(line.tag_price, line.quantity);
    return { gross, left: gross, applied: [] };
  });
  takeLineDiscounts(input, work);
  takeSaleDiscounts(input, work);
  return work.map(reduction);
}
