/** The rows of a contract's terms. Rows that remain keep their ids, pins and payments. */
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { type ProcessorRate, processorFee } from "../balance/processor-fee.rules.ts";
import type { GivenTerms } from "./check-terms.ts";
import type { Contract } from "./contract-view.ts";

type Rows<K extends "items" | "buyers" | "sellers" | "fees"> = Contract[K];
type GivenRows<K extends keyof GivenTerms> = GivenTerms[K];

export function itemRows(
  given: GivenRows<"items">,
  before: Contract | null,
  currency: string,
): Rows<"items"> {
  if (!given) return before?.items ?? [];
  return given.map(({ id, product_id, seller_user_id, name, quantity, unit_price }) => ({
    id: id ?? newId(),
    product_id: product_id ?? null,
    seller_user_id,
    name,
    quantity: quantity ?? 1,
    unit_price,
    currency,
  }));
}

const newBuyer = { base: 0, due: 0, paid: 0, refunded: 0, pinned: false };

/** In requests a pin is the amount that the buyer pays. It is stored without the processor's fee (CON-4). */
export function buyerRows(
  given: GivenRows<"buyers">,
  before: Contract | null,
  rate: ProcessorRate | null,
): Rows<"buyers"> {
  if (!given) return before?.buyers ?? [];
  return given.map(({ user_id, weight, pinned = false, due: named = null }, i) => {
    const old = before?.buyers.find((each) => each.user_id === user_id) ?? null;
    const due = unlessShared(pinned, named, old?.due);
    if (pinned && due === null && !old?.pinned) throw pinWithout(`/buyers/${i}/due`);
    if (!pinned && due !== null) throw amountWithoutPin(`/buyers/${i}/due`);
    const base = due === null ? (old?.base ?? 0) : due - (rate ? processorFee(due, rate) : 0);
    return {
      ...(old ?? { id: newId(), user_id, ...newBuyer }),
      weight: weight ?? 1,
      pinned,
      base: Math.max(0, base),
    };
  });
}

const newSeller = { owed: 0, transferred: 0, reversed: 0, transfer_reversed: 0, pinned: false };

export function sellerRows(given: GivenRows<"sellers">, before: Contract | null): Rows<"sellers"> {
  if (!given) return before?.sellers ?? [];
  return given.map(({ user_id, pinned = false, owed: named = null }, i) => {
    const old = before?.sellers.find((each) => each.user_id === user_id) ?? null;
    const owed = unlessShared(pinned, named, old?.owed);
    if (pinned && owed === null && !old?.pinned) throw pinWithout(`/sellers/${i}/owed`);
    if (!pinned && owed !== null) throw amountWithoutPin(`/sellers/${i}/owed`);
    return { ...(old ?? { id: newId(), user_id, ...newSeller }), pinned, owed: owed ?? old?.owed ?? 0 };
  });
}

export function feeRows(given: GivenRows<"fees">, before: Contract | null): Rows<"fees"> {
  if (!given) return before?.fees ?? [];
  return given.map(({ id, name, amount, ppm, payer }) => ({
    id: id ?? newId(),
    name,
    amount: amount ?? null,
    ppm: ppm ?? null,
    payer: payer ?? "buyer",
    total: 0,
  }));
}

/** A computed share that a request sends back unchanged is not a pin. */
const unlessShared = (pinned: boolean, named: number | null, shared: number | undefined): number | null =>
  !pinned && named === shared ? null : named;

const pinWithout = (pointer: string) => invalidField(pointer, "required", "'pinned' requires an amount.");
const amountWithoutPin = (pointer: string) =>
  invalidField(pointer, "needs_pin", "An amount requires 'pinned': true; otherwise the amount is computed.");
