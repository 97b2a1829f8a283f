/** Records a buyer's payment of a contract (CON-8, T19). Amounts in minor units of the contract's currency. */
import { sum } from "../../../shared/money.ts";
import { type ProcessorRate, processorFee } from "../balance/processor-fee.rules.ts";
import { type ChargeParts, chargeParts, contractParts, partsLeft } from "./charge.rules.ts";

export type Chargeable<B> = {
  buyers: readonly B[];
  sellers: readonly { id: string; user_id: string; owed: number; pinned: boolean }[];
  processor_fee: number;
  service_fee: number;
  platform_fee: number;
  custom_fees: number;
  processor: ProcessorRate;
  /** The sum of earlier charges. */
  charged: ChargeParts | null;
};

export type Charged<B> = {
  buyers: B[];
  charged: ChargeParts;
  fact: {
    amount: number;
    processor_fee: number;
    processor_fee_recovered: number;
    fees: number;
    sellers: { user_id: string; amount: number }[];
  };
};

const noParts: ChargeParts = { sellers: [], fees: 0, processor: 0 };

function added(one: ChargeParts, other: ChargeParts): ChargeParts {
  const before = new Map(one.sellers.map(({ user_id, amount }) => [user_id, amount]));
  return {
    sellers: other.sellers.map(({ user_id, amount }) => ({
      user_id,
      amount: amount + (before.get(user_id) ?? 0),
    })),
    fees: one.fees + other.fees,
    processor: one.processor + other.processor,
  };
}

/**
 * The contract after a charge of `amount` to a buyer who owes at least that much. The processor's fee follows MON-7: the fees
 * of partial payments add up to the fee of a single payment, which is the fee of the contract.
 */
export function recordCharge<B extends { id: string; paid: number }>(
  contract: Chargeable<B>,
  buyer: B,
  amount: number,
): Charged<B> {
  const { sellers, processor, processor_fee, service_fee, platform_fee, custom_fees } = contract;
  const whole = contractParts({
    sellers: [...sellers],
    fees: {
      processor: processor_fee,
      service: service_fee,
      platform: platform_fee,
      custom: [{ id: "all", amount: custom_fees }],
    },
  });
  const before = contract.charged ?? noParts;
  const parts = chargeParts(amount, partsLeft(whole, [before]));
  const paid = buyer.paid + amount;
  return {
    buyers: contract.buyers.map((each) => (each.id === buyer.id ? { ...each, paid } : each)),
    charged: added(before, parts),
    fact: {
      amount: sum([...parts.sellers.map((each) => each.amount), parts.fees, parts.processor]),
      processor_fee: processorFee(paid, processor) - processorFee(buyer.paid, processor),
      processor_fee_recovered: parts.processor,
      fees: parts.fees,
      sellers: parts.sellers,
    },
  };
}
