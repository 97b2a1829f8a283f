/** The handling fee (5.5) and surcharges (5.6), which the consignor pays from a line. Minor units. */
import { allocate, mulRate, sum, times } from "../../../../shared/money.ts";
import { appliesByItself } from "./matching.ts";
import type { AppliedSurcharge, HandlingFee, SaleLineInput, Surcharge } from "./types.ts";

/** 5.5: of the net price after shared discounts (`n0`), so that no other discount changes it (SPL-2, D9). */
export function handlingFee(fee: HandlingFee | null | undefined, n0: number, quantity: number): number {
  if (!fee || fee.type === "none") return 0;
  if (fee.type === "fixed") return times(fee.fixed ?? 0, quantity);
  return mulRate(n0, fee.percentage_ppm ?? 0);
}

/** The surcharges of a line. Own goods have none, because they have no consignor. */
export function surchargesOfLine(surcharges: readonly Surcharge[], line: SaleLineInput): Surcharge[] {
  if (line.inventory_type !== "consignment") return [];
  const chosen = line.surcharge_ids ?? [];
  return surcharges.filter((surcharge) => chosen.includes(surcharge.id) || appliesByItself(surcharge, line));
}

/** Buyer and consignor fees of one line: percentages of `n0`, fixed ones per unit. */
export function lineFees(surcharges: readonly Surcharge[], n0: number, quantity: number): AppliedSurcharge[] {
  return surcharges
    .filter(({ type }) => type !== "card_fee")
    .map(({ id, type, value_type, value }) => ({
      id,
      type,
      amount: value_type === "percentage" ? mulRate(n0, value) : times(value, quantity),
    }));
}

/** Card fees of every line; `lines` in the order of the sale with the surcharges of each. */
export function cardFees(
  lines: readonly { taxed_price: number; surcharges: readonly Surcharge[] }[],
  card_paid: number,
): AppliedSurcharge[][] {
  const prices = lines.map((line) => line.taxed_price);
  const paid = Math.min(card_paid, sum(prices));
  if (paid <= 0) return lines.map(() => []);
  const shares = allocate(paid, prices);
  const fixed = fixedCardFees(lines);
  return lines.map((line, index) =>
    cardFeesOf(line).map(({ id, type, value_type, value }) => ({
      id,
      type,
      amount: value_type === "percentage" ? mulRate(shares[index]!, value) : fixed.get(id)!.get(index)!,
    })),
  );
}

function cardFeesOf(line: { surcharges: readonly Surcharge[] }): Surcharge[] {
  return line.surcharges.filter(({ type }) => type === "card_fee");
}

/** A fixed card fee is charged once per sale and divided over its lines: id → line index → amount. */
function fixedCardFees(
  lines: readonly { taxed_price: number; surcharges: readonly Surcharge[] }[],
): Map<string, Map<number, number>> {
  const fees = new Map(lines.flatMap((line) => cardFeesOf(line).map((fee) => [fee.id, fee.value] as const)));
  const spread = [...fees].map(([id, value]) => {
    const carriers = [...lines.keys()].filter((index) =>
      lines[index]!.surcharges.some((fee) => fee.id === id),
    );
    const parts = allocate(
      value,
      carriers.map((index) => lines[index]!.taxed_price),
    );
    return [id, new Map(carriers.map((index, position) => [index, parts[position]!]))] as const;
  });
  return new Map(spread);
}
