/** The parts of one charge of a contract (6.3 T19). Amounts in minor units. */
import { allocate, sum } from "../../../shared/money.ts";
import type { Balanced } from "../balance/balance.rules.ts";

export type ChargeParts = {
  sellers: { user_id: string; amount: number }[];
  /** Platform, service and custom fees. */
  fees: number;
  /** The processor fee that the contract's parties pay. */
  processor: number;
};

/** The whole contract as one charge. */
export function contractParts(contract: Pick<Balanced, "sellers" | "fees">): ChargeParts {
  const { processor, service, platform, custom } = contract.fees;
  return {
    sellers: contract.sellers.map(({ user_id, owed }) => ({ user_id, amount: owed })),
    fees: service + platform + sum(custom.map(({ amount }) => amount)),
    processor,
  };
}

/** The parts of a contract that earlier charges did not cover. */
export function partsLeft(whole: ChargeParts, charges: readonly ChargeParts[]): ChargeParts {
  const gone = (user_id: string): number =>
    sum(
      charges
        .flatMap(({ sellers }) => sellers.filter((seller) => seller.user_id === user_id))
        .map((s) => s.amount),
    );
  return {
    sellers: whole.sellers.map(({ user_id, amount }) => ({ user_id, amount: amount - gone(user_id) })),
    fees: whole.fees - sum(charges.map(({ fees }) => fees)),
    processor: whole.processor - sum(charges.map(({ processor }) => processor)),
  };
}

/**
 * The parts of a charge of `amount`, by `allocate` over the `left` parts of the contract. They add up to the charge,
 * never exceed `left`, and the last charge takes exactly the rest.
 */
export function chargeParts(amount: number, left: ChargeParts): ChargeParts {
  const parts = allocate(amount, [...left.sellers.map((seller) => seller.amount), left.fees, left.processor]);
  const count = left.sellers.length;
  return {
    sellers: left.sellers.map(({ user_id }, index) => ({ user_id, amount: parts[index]! })),
    fees: parts[count]!,
    processor: parts[count + 1]!,
  };
}
