/**
 * The refund of one sale line (REF-1, REF-2, REF-5): shares of the stored components, never recomputed from
 * current terms, prices or rates. Amounts in minor units.
 */
import { allocate, apportion, rnd, sum } from "../../../shared/money.ts";
import type { AppliedDiscount, PricedLine, StoredLine, TaxType } from "../pricing/rules/types.ts";

/** The components of a line, without its price, that are refunded in shares. */
export const shareNames = [
  "consignor_portion",
  "handling_fee",
  "consignor_discount",
  "consignor_fees",
  "card_fees",
  "cost",
] as const satisfies readonly (keyof PricedLine)[];
type ShareName = (typeof shareNames)[number];

/** The refunded part of a line, in one refund or in all of them. Lists have the order of the line's lists. */
export type RefundComponents = Pick<PricedLine, "price_paid" | ShareName> & {
  taxes: { tax_id: string; type: TaxType; amount: number }[];
  discounts: AppliedDiscount[];
};

export type RefundLine = Pick<PricedLine, "quantity" | "net" | "store_portion"> & {
  line_id: string;
  /** The amount that the buyer gets for this line: the taxed amount of the components plus `goodwill`. */
  amount: number;
  /** Positive: paid by the store (REF-5). Negative: returned to the store, when units with goodwill are returned. */
  goodwill: number;
  /** `net = price_paid − inclusive taxes`, `store_portion = net − consignor_portion`. */
  components: RefundComponents;
};

/** A stored sale line with the sum of its refunds. */
export type RefundableLine = Pick<
  StoredLine,
  | "id"
  | "quantity"
  | "price_paid"
  | "taxed_price"
  | "applied_taxes"
  | "applied_discounts"
  | ShareName
  | "refunded_quantity"
  | "refunded_amount"
> & { refunded?: RefundComponents | null };

/** `whole` is the stored component, `gone` the part of it that was refunded. */
type Share = (whole: number, gone: number) => number;

const everyShare = (of: (name: ShareName) => number): Record<ShareName, number> =>
  Object.fromEntries(shareNames.map((name) => [name, of(name)])) as Record<ShareName, number>;

/** Applies a function to every component of a line. */
function shares(line: RefundableLine, share: Share): RefundComponents {
  const gone = line.refunded;
  const of = (name: ShareName): number => share(line[name], gone?.[name] ?? 0);
  return {
    price_paid: share(line.price_paid, gone?.price_paid ?? 0),
    taxes: line.applied_taxes.map(({ tax_id, snapshot, amount }, index) => ({
      tax_id,
      type: snapshot.type,
      amount: share(amount, gone?.taxes[index]?.amount ?? 0),
    })),
    discounts: line.applied_discounts.map((discount, index) => ({
      ...discount,
      amount: share(discount.amount, gone?.discounts[index]?.amount ?? 0),
    })),
    ...everyShare(of),
  };
}

function taxes(components: RefundComponents, type: TaxType): number {
  return sum(components.taxes.filter((tax) => tax.type === type).map(({ amount }) => amount));
}

/** The value of the components for the buyer. */
function taxedAmount(components: RefundComponents): number {
  return components.price_paid + taxes(components, "exclusive");
}

function refundLine(
  line: RefundableLine,
  quantity: number,
  components: RefundComponents,
  amount: number,
): RefundLine {
  const net = components.price_paid - taxes(components, "inclusive");
  const store_portion = net - components.consignor_portion;
  const goodwill = amount - taxedAmount(components);
  return { line_id: line.id, quantity, amount, goodwill, components, net, store_portion };
}

/** The amount of a line that can still be refunded (REF-3). */
export function amountLeft(line: RefundableLine): number {
  return line.taxed_price - line.refunded_amount;
}

/**
 * REF-1: refunds `units` more of a line. Each component refunds its MON-7 step, at most its remainder; the store
 * portion refunds the rest. The last unit therefore refunds exactly the remainder (REF-5): no component has refunded less
 * than its previous steps, so its remainder never exceeds the last step.
 */
export function refundUnits(line: RefundableLine, units: number): RefundLine {
  const done = line.refunded_quantity;
  const components = shares(line, (whole, gone) =>
    Math.min(whole - gone, apportion(whole, done, done + units, line.quantity)),
  );
  return refundLine(line, units, components, Math.min(taxedAmount(components), amountLeft(line)));
}

/**
 * REF-5: `amount` (1…amountLeft) without units. `store` pays all of it as goodwill. `shared` reverses taxes,
 * consignor and store portion by `allocate` over their remainders. The cost of the goods does not change, because they stay sold.
 */
export function refundAmount(line: RefundableLine, amount: number, bearer: "shared" | "store"): RefundLine {
  if (bearer === "store") {
    return refundLine(
      line,
      0,
      shares(line, () => 0),
      amount,
    );
  }
  const left = shares(line, (whole, gone) => whole - gone);
  const whole = taxedAmount(left);
  const part = shares(line, (all, gone) => rnd(BigInt(all - gone) * BigInt(amount), whole));
  const { taxParts, consignor_portion } = sharedParts(left, amount);
  const taxLines = part.taxes.map((tax, index) => ({ ...tax, amount: taxParts[index]! }));
  const components = { ...part, taxes: taxLines, consignor_portion, cost: 0 };
  components.price_paid = amount - taxes(components, "exclusive");
  return refundLine(line, 0, components, amount);
}

/**
 * The taxes and the consignor's part of a shared goodwill amount. `allocate` takes no negative weights, so if
 * the store subsidized the line (S < 0), the net is allocated as one part and the consignor's part is taken from it. The
 * remaining net can be negative by a unit, because several inclusive taxes are rounded one by one.
 */
function sharedParts(
  left: RefundComponents,
  amount: number,
): { taxParts: number[]; consignor_portion: number } {
  const weights = left.taxes.map((tax) => tax.amount);
  const net = left.price_paid - taxes(left, "inclusive");
  const consignor = left.consignor_portion;
  if (consignor <= net) {
    const parts = allocate(amount, [...weights, consignor, net - consignor]);
    return { taxParts: parts.slice(0, weights.length), consignor_portion: parts[weights.length]! };
  }
  const parts = allocate(amount, [...weights, Math.max(0, net)]);
  const share = parts[weights.length]!;
  const consignor_portion = net <= 0 ? 0 : rnd(BigInt(consignor) * BigInt(share), net);
  return { taxParts: parts.slice(0, weights.length), consignor_portion };
}

/** The sum of a line's refunds after one more, which the command stores on the line. */
export function addComponents(
  before: RefundComponents | null | undefined,
  more: RefundComponents,
): RefundComponents {
  if (!before) return more;
  return {
    price_paid: before.price_paid + more.price_paid,
    taxes: more.taxes.map((tax, index) => ({ ...tax, amount: tax.amount + before.taxes[index]!.amount })),
    discounts: more.discounts.map((discount, index) => ({
      ...discount,
      amount: discount.amount + before.discounts[index]!.amount,
    })),
    ...everyShare((name) => before[name] + more[name]),
  };
}
