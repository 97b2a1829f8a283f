/** The rows of a contract's terms. Rows that remain keep their ids, pins and payments. */
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { type ProcessorRate, processorFee } from "../balance/processor-fee.rules.ts";
import type { WholeTerms } from "./check-terms.ts";
import { type Contract, impossible } from "./contract-view.ts";

type Rows<K extends "items" | "buyers" | "sellers" | "fees"> = Contract[K];
type GivenRows<K extends keyof WholeTerms> = WholeTerms[K];

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

export const newBuyer = (user_id: string): Rows<"buyers">[number] => ({
  ...{ id: newId(), user_id, weight: 1, pinned: false },
  ...{ base: 0, due: 0, paid: 0, refunded: 0 },
});

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
    const base = due === null ? (old?.base ?? 0) : leftOf(due, rate, `/buyers/${i}/due`);
    return { ...(old ?? newBuyer(user_id)), weight: weight ?? 1, pinned, base };
  });
}

/** CON-18: what a buyer's charge leaves after the processor's fee. */
export function leftOf(due: number, rate: ProcessorRate | null, pointer: string): number {
  const fee = rate ? processorFee(due, rate) : 0;
  if (fee <= due) return due - fee;
  throw impossible(pointer, "less_than_fee", "'due' must be 0 or at least the processor's fee for it.");
}

export const newSeller = (user_id: string): Rows<"sellers">[number] => ({
  ...{ id: newId(), user_id, pinned: false },
  ...{ owed: 0, transferred: 0, reversed: 0, transfer_reversed: 0 },
});

export function sellerRows(given: GivenRows<"sellers">, before: Contract | null): Rows<"sellers"> {
  if (!given) return before?.sellers ?? [];
  return given.map(({ user_id, pinned = false, owed: named = null }, i) => {
    const old = before?.sellers.find((each) => each.user_id === user_id) ?? null;
    const owed = unlessShared(pinned, named, old?.owed);
    if (pinned && owed === null && !old?.pinned) throw pinWithout(`/sellers/${i}/owed`);
    if (!pinned && owed !== null) throw amountWithoutPin(`/sellers/${i}/owed`);
    return { ...(old ?? newSeller(user_id)), pinned, owed: owed ?? old?.owed ?? 0 };
  });
}

/**
 * CON-15: the owners of products are sellers by their items. Without an item one is a seller only with a pinned amount; a
 * seller who loses the last item and is not `named` goes with it.
 */
export function sellersOf(
  sellers: Rows<"sellers">,
  items: Rows<"items">,
  named: readonly { user_id: string }[] = [],
): Rows<"sellers"> {
  const owners = [...new Set(items.filter((each) => each.product_id).map((each) => each.seller_user_id))];
  const added = owners.filter((id) => !sellers.some(({ user_id }) => user_id === id)).map(newSeller);
  const idle = (each: { user_id: string; pinned: boolean }): boolean =>
    !each.pinned && !items.some(({ seller_user_id }) => seller_user_id === each.user_id);
  const i = named.findIndex(({ user_id }) => sellers.some((each) => each.user_id === user_id && idle(each)));
  if (i >= 0) throw withoutItems(`/sellers/${i}`);
  return [...sellers, ...added].filter((each) => !idle(each));
}

export const withoutItems = (pointer: string): Error =>
  impossible(pointer, "seller_without_items", "A seller without items needs a pinned amount: send 'owed'.");

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
