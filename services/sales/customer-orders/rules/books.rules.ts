/**
 * What the books have to hold of an order (MRC-ONE-5): a shipment invoices its part of the totals, adjustments spread by what the
 * lines cost; a payment is money at its place. In minor units, rounded here and nowhere else (MRC-W-25).
 */
import { exponentOf, rnd } from "../../../../shared/money.ts";
import { allocated, type PaymentFact } from "./payments.rules.ts";
import { type ShippableLine, type ShippingFact, shippedOf } from "./shipping.rules.ts";

export type BookedLine = ShippableLine & { gross: number; tax: number; tax_rate_id: string | null };
export type BookedOrder = {
  customer_id: string | null;
  currency: string;
  lines: readonly BookedLine[];
  shipments: readonly ShippingFact[];
  payments: readonly (PaymentFact & { place: string })[];
  grand_gross: number;
  tax_total: number;
};

/** Amounts by what they are: `gross`, `tax:{rate}`, `place:{bank}`. */
export type Booked = ReadonlyMap<string, number>;

const part = (amount: number, shipped: number, of: number): number =>
  of === 0 ? 0 : rnd(BigInt(amount) * BigInt(shipped), BigInt(of));

/** Ten-thousandths of the major unit as minor units. */
export const minor = (amount: number, currency: string): number => {
  const exponent = exponentOf(currency);
  return exponent >= 4 ? amount * 10 ** (exponent - 4) : rnd(amount, 10 ** (4 - exponent));
};

/** How much of the order is shipped, as a fraction: by what the lines cost, or by quantities where nothing costs anything. */
function shippedPart(lines: readonly BookedLine[], shipped: ReadonlyMap<string, number>) {
  const parts = lines.map(({ id, quantity, gross }) => ({
    gross,
    done: part(gross, Math.min(shipped.get(id) ?? 0, quantity), quantity),
    ...{ quantity, left: Math.min(shipped.get(id) ?? 0, quantity) },
  }));
  const all = parts.reduce((total, { gross }) => total + gross, 0);
  if (all > 0) return { done: parts.reduce((total, { done }) => total + done, 0), of: all };
  return {
    done: parts.reduce((total, { left }) => total + left, 0),
    of: parts.reduce((total, { quantity }) => total + quantity, 0),
  };
}

function taxes({ lines, tax_total }: BookedOrder, { done, of }: { done: number; of: number }) {
  const byRate = new Map<string, number>();
  for (const { tax_rate_id, tax } of lines) {
    const key = `tax:${tax_rate_id ?? "other"}`;
    byRate.set(key, (byRate.get(key) ?? 0) + tax);
  }
  const named = [...byRate.values()].reduce((total, each) => total + each, 0);
  // Adjustments change the tax without belonging to a rate.
  byRate.set("tax:other", (byRate.get("tax:other") ?? 0) + tax_total - named);
  return [...byRate].map(([key, tax]) => [key, part(tax, done, of)] as const);
}

export function booked(order: BookedOrder): Booked {
  const { currency, lines, shipments, payments, grand_gross } = order;
  const shipped = shippedPart(lines, shippedOf(shipments));
  const amounts = new Map<string, number>();
  const note = (name: string, amount: number) => {
    if (amount !== 0) amounts.set(name, (amounts.get(name) ?? 0) + amount);
  };
  note("gross", minor(part(grand_gross, shipped.done, shipped.of), currency));
  for (const [name, tax] of taxes(order, shipped)) note(name, minor(tax, currency));
  for (const each of payments)
    note(`place:${each.place}`, minor(allocated(each), currency) - minor(each.refunded_amount, currency));
  return amounts;
}

const none: Booked = new Map();

/** What has to be posted so that books which held `before` hold `after`; names that stay as they are, are left out. */
export function bookedChange(before: Booked, after: Booked): Booked {
  const changes = [...new Set([...before.keys(), ...after.keys()])].map(
    (name) => [name, (after.get(name) ?? 0) - (before.get(name) ?? 0)] as const,
  );
  return new Map(changes.filter(([, amount]) => amount !== 0));
}

/** The changes for each customer: another customer takes over everything, and the first one's is taken back. */
export function movements(
  before: BookedOrder | null,
  after: BookedOrder | null,
): { customer_id: string | null; amounts: Booked }[] {
  const held = before ? booked(before) : none;
  const due = after ? booked(after) : none;
  const all =
    before && after && before.customer_id !== after.customer_id
      ? [
          { customer_id: before.customer_id, amounts: bookedChange(held, none) },
          { customer_id: after.customer_id, amounts: bookedChange(none, due) },
        ]
      : [{ customer_id: (after ?? before)?.customer_id ?? null, amounts: bookedChange(held, due) }];
  return all.filter(({ amounts }) => amounts.size > 0);
}
