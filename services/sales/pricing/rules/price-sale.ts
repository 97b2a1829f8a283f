/** Prices a sale: every line by 5.1, then sale discounts, card fees and rounding over all lines, and totals by 5.7. */
import { MAX_AMOUNT, rnd, sum, times } from "../../../../shared/money.ts";
import { daysOnShelf } from "./days.ts";
import { discountLines, type LineReduction } from "./discounts.ts";
import { type LineNets, netLine, splitLine } from "./price-line.ts";
import { cardFees, handlingFee, lineFees, surchargesOfLine } from "./surcharges.ts";
import { exclusiveTaxes, type LineTaxes, marginTax, rateOf, spreadTax, taxesOfLine } from "./taxes.ts";
import type {
  AppliedSurcharge,
  AppliedTax,
  Payment,
  PricedLine,
  PricedSale,
  SaleInput,
  SaleLineInput,
  Surcharge,
  SurchargeType,
} from "./types.ts";

/** What was paid by card, without the share of gift cards that the sale sells. */
function cardPaidForGoods({ payments, gift_cards }: SaleInput, goods: number): number {
  const paid = amounts((payments ?? []).filter(({ type }) => type === "card"));
  const cards = amounts(gift_cards ?? []);
  return cards === 0 ? paid : rnd(BigInt(paid) * BigInt(goods), goods + cards);
}

/** A line between the two steps of price-line.ts. */
type Draft = {
  line: SaleLineInput;
  reduction: LineReduction;
  taxes: LineTaxes;
  nets: LineNets;
  surcharges: Surcharge[];
};

function draftLine(input: SaleInput, line: SaleLineInput, reduction: LineReduction): Draft {
  const taxes = taxesOfLine(input.taxes ?? [], line);
  const customer_tax_exempt = input.customer_tax_exempt === true;
  const nets = netLine({
    gross: times(line.tag_price, line.quantity),
    shared: reduction.shared,
    store: reduction.store,
    consignor: reduction.consignor,
    inclusive_rate_ppm: rateOf(taxes.inclusive),
    customer_tax_exempt,
  });
  const surcharges = surchargesOfLine(input.surcharges ?? [], line);
  const charged = customer_tax_exempt ? { ...taxes, inclusive: [], exclusive: [] } : taxes;
  return { line, reduction, taxes: charged, nets, surcharges };
}

const amounts = (list: readonly { amount: number }[]): number => sum(list.map(({ amount }) => amount));

const feesOf = (fees: readonly AppliedSurcharge[], type: SurchargeType): number =>
  amounts(fees.filter((fee) => fee.type === type));

/** The tax inside the price: inclusive taxes, or the margin tax, which the store pays (TAX-5). */
function taxInside(draft: Draft, consignor_portion: number, cost: number): AppliedTax[] {
  const { margin, inclusive } = draft.taxes;
  if (margin.length === 0) return spreadTax(draft.nets.inclusive_tax, inclusive);
  const own = draft.line.inventory_type !== "consignment";
  return spreadTax(marginTax(draft.nets.price_paid, own ? cost : consignor_portion, margin), margin);
}

function finishLine(
  draft: Draft,
  exclusive: AppliedTax[],
  fees: AppliedSurcharge[],
  business_date: string,
): PricedLine {
  const { line, nets } = draft;
  const consigned = line.inventory_type === "consignment";
  const split = consigned ? line.split : 0;
  const handling_fee = consigned ? handlingFee(line.handling_fee, nets.n0, line.quantity) : 0;
  const consignor_fees = feesOf(fees, "consignor_fee");
  const card_fees = feesOf(fees, "card_fee");
  const buyer_fees = feesOf(fees, "buyer_fee");
  const shares = splitLine({ nets, consigned, split, buyer_fees, consignor_fees, handling_fee, card_fees });
  const cost = consigned ? 0 : times(line.cost_per ?? 0, line.quantity);
  const inside = taxInside(draft, shares.consignor_portion, cost);
  const net = nets.price_paid - amounts(inside);
  return {
    item_id: line.item_id,
    inventory_type: line.inventory_type,
    account_id: line.account_id ?? null,
    quantity: line.quantity,
    unit_price: line.tag_price,
    applied_discounts: draft.reduction.applied,
    applied_surcharges: fees,
    applied_taxes: [...inside, ...exclusive],
    net,
    price_paid: nets.price_paid,
    taxed_price: nets.price_paid + amounts(exclusive),
    split,
    handling_fee,
    consignor_fees,
    card_fees,
    ...shares,
    store_portion: net - shares.consignor_portion,
    cost,
    days_on_shelf: daysOnShelf(line.schedule_start, business_date),
  };
}

/** TAX-6: the cash part, which is the total minus all other tenders, is rounded to the smallest coin. */
export function cashRounding(total: number, cash_rounding: number, payments: readonly Payment[]): number {
  const others = payments.filter(({ type }) => type !== "cash");
  const due = total - sum(others.map(({ amount }) => amount));
  if (others.length === payments.length || cash_rounding <= 0 || due <= 0) return 0;
  return times(rnd(due, cash_rounding), cash_rounding) - due;
}

/** 5.7. `change` is negative while payments do not cover the total, and 0 while none are known. */
function totals(input: SaleInput, lines: PricedLine[]): PricedSale {
  const subtotal = sum(lines.map((line) => line.net));
  const tax_total = amounts(lines.flatMap((line) => line.applied_taxes));
  const payments = input.payments ?? [];
  const gift_card_total = amounts(input.gift_cards ?? []);
  const due = subtotal + tax_total + gift_card_total;
  const adjustment = cashRounding(due, input.cash_rounding ?? 0, payments);
  const total = due + adjustment;
  const consignor_portion = sum(lines.map((line) => line.consignor_portion));
  return {
    lines,
    subtotal,
    discount_total: amounts(lines.flatMap((line) => line.applied_discounts)),
    tax_total,
    gift_card_total,
    total,
    change: input.payments ? amounts(payments) - total : 0,
    cogs: consignor_portion + sum(lines.map((line) => line.cost)),
    consignor_portion,
    store_portion: sum(lines.map((line) => line.store_portion)),
    cash_rounding_adjustment: adjustment,
    warnings: [...lines.keys()]
      .filter((index) => lines[index]!.store_portion < 0)
      .map((line_index) => ({ code: "store_portion_negative" as const, line_index })),
  };
}

/**
 * Prices a sale (5.1–5.7). Deterministic: the components depend on the input only
 * (TOT-2). The input is expected to pass `amountsInRange`; beyond it a RangeError is thrown.
 */
export function priceSale(input: SaleInput): PricedSale {
  const reductions = discountLines(input);
  const drafts = input.lines.map((line, index) => draftLine(input, line, reductions[index]!));
  const exclusive = exclusiveTaxes(
    drafts.map(({ nets, taxes }) => ({ net: nets.n2, exclusive: taxes.exclusive })),
    input.tax_rounding,
  );
  const card = cardFees(
    drafts.map(({ nets, surcharges }, index) => ({
      taxed_price: nets.price_paid + amounts(exclusive[index]!),
      surcharges,
    })),
    cardPaidForGoods(input, sum(drafts.map(({ nets }, i) => nets.price_paid + amounts(exclusive[i]!)))),
  );
  const lines = drafts.map((draft, index) => {
    const fees = [...lineFees(draft.surcharges, draft.nets.n0, draft.line.quantity), ...card[index]!];
    return finishLine(draft, exclusive[index]!, fees, input.business_date);
  });
  return totals(input, lines);
}

/**
 * Whether pricing this sale stays within MAX_AMOUNT (MON-4): no line may exceed it and neither may their sum.
 * Callers answer 422 `amount_out_of_range` before they price.
 */
export function amountsInRange(input: SaleInput): boolean {
  const limit = BigInt(MAX_AMOUNT);
  const fixed = (input.surcharges ?? []).filter(({ value_type }) => value_type === "fixed");
  let whole = 0n;
  for (const line of input.lines) {
    const perUnit = [line.tag_price, line.cost_per ?? 0, line.handling_fee?.fixed ?? 0];
    const largest = Math.max(...perUnit, ...fixed.map(({ value }) => value), 0);
    whole += BigInt(largest) * BigInt(line.quantity);
    if (whole > limit) return false;
  }
  return amountsWithin([...(input.payments ?? []), ...(input.gift_cards ?? [])], limit);
}

function amountsWithin(payments: readonly { amount: number }[], limit: bigint): boolean {
  return payments.reduce((total, { amount }) => total + BigInt(amount), 0n) <= limit;
}
