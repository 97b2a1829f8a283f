/**
 * The balance of a contract (8.2): computes the buyers' dues, the sellers' shares and the fees, so that the identity CON-2
 * holds. Amounts in minor units of the contract's currency, rates in ppm.
 */
import { mulRate, sum, times } from "../../../shared/money.ts";
import { type BuyerBalance, shareBuyers } from "./buyers.rules.ts";
import { processorFee } from "./processor-fee.rules.ts";
import { type SellerBalance, shareSellers } from "./sellers.rules.ts";

export type ContractFee = {
  id: string;
  /** Exactly one of the two: minor units, or ppm of the sub-total. */
  amount?: number | null;
  ppm?: number | null;
  payer: "buyer" | "seller";
};

export type BalanceInput = {
  items: { seller_user_id: string; quantity: number; unit_price: number }[];
  buyers: BuyerBalance[];
  sellers: SellerBalance[];
  fees: ContractFee[];
  /** True: added on top and paid by the buyers. False: paid by the sellers. */
  include_processor_fees: boolean;
  include_service_fees: boolean;
  include_platform_fees: boolean;
  processor: { ppm: number; fixed: number };
  service_fee_ppm: number;
  platform_fee_ppm: number;
};

export type FeeAmounts = {
  processor: number;
  service: number;
  platform: number;
  custom: { id: string; amount: number }[];
};

export type Balanced = {
  ok: true;
  sub_total: number;
  total: number;
  fees: FeeAmounts;
  buyers: BuyerBalance[];
  sellers: SellerBalance[];
};

export type BalanceRefusal =
  | { ok: false; code: "fees_exceed_subtotal"; fees: number; sub_total: number }
  | { ok: false; code: "paid_exceeds_total"; paid: number; total: number }
  | { ok: false; code: "reference_not_found"; seller_user_id: string };

/** The fees that depend on the sub-total only, by payer. */
function fixedFees(input: BalanceInput, sub_total: number) {
  const service = mulRate(sub_total, input.service_fee_ppm);
  const platform = mulRate(sub_total, input.platform_fee_ppm);
  const custom = input.fees.map(({ id, amount, ppm, payer }) => ({
    id,
    payer,
    amount: amount ?? mulRate(sub_total, ppm ?? 0),
  }));
  const customOf = (payer: "buyer" | "seller"): number =>
    sum(custom.filter((fee) => fee.payer === payer).map((fee) => fee.amount));
  const onTop = (isIncluded: boolean, fee: number): number => (isIncluded ? fee : 0);
  const byBuyers =
    onTop(input.include_service_fees, service) +
    onTop(input.include_platform_fees, platform) +
    customOf("buyer");
  const all = service + platform + customOf("buyer") + customOf("seller");
  return { service, platform, custom, byBuyers, bySellers: all - byBuyers };
}

/** CON-5: each seller's own items. */
function grossOf(input: BalanceInput): Map<string, number> {
  const gross = new Map(input.sellers.map(({ user_id }) => [user_id, 0]));
  for (const { seller_user_id, quantity, unit_price } of input.items) {
    gross.set(seller_user_id, (gross.get(seller_user_id) ?? 0) + times(unit_price, quantity));
  }
  return gross;
}

/**
 * CON-3…CON-6: returns a balanced contract, or the reason why there is none. Repeating it on its result changes nothing,
 * unless pins were dropped: then it would compute other shares. Reading a contract therefore never runs it. A contract
 * without buyers is priced for one buyer.
 */
export function balanceContract(input: BalanceInput): Balanced | BalanceRefusal {
  const gross = grossOf(input);
  const stranger = [...gross.keys()].find((id) => !input.sellers.some(({ user_id }) => user_id === id));
  if (stranger) return { ok: false, code: "reference_not_found", seller_user_id: stranger };
  const sub_total = sum(gross.values());
  const { service, platform, custom, byBuyers, bySellers } = fixedFees(input, sub_total);
  const grossUpBy = input.include_processor_fees ? input.processor : null;
  const shared = shareBuyers(sub_total + byBuyers, input.buyers, grossUpBy);
  if (!shared.ok) return shared;
  const processor = input.include_processor_fees
    ? shared.total - sub_total - byBuyers
    : sum(shared.dues.map((due) => processorFee(due, input.processor)));
  const borne = bySellers + (input.include_processor_fees ? 0 : processor);
  const sellers = shareSellers(borne, input.sellers, gross);
  if (!sellers) return { ok: false, code: "fees_exceed_subtotal", fees: borne, sub_total };
  const fees = { processor, service, platform, custom: custom.map(({ id, amount }) => ({ id, amount })) };
  return { ok: true, sub_total, total: shared.total, fees, buyers: shared.buyers, sellers };
}

/** CON-6: `POST rebalance` with `reset` removes every pin first. */
export function withoutPins(input: BalanceInput): BalanceInput {
  return {
    ...input,
    buyers: input.buyers.map((buyer) => ({ ...buyer, pinned: false })),
    sellers: input.sellers.map((seller) => ({ ...seller, pinned: false })),
  };
}

/** FEE-1: the numbers of 8.2 for one buyer and one seller. */
export function estimateFees(
  amount: number,
  terms: Omit<BalanceInput, "items" | "buyers" | "sellers" | "fees">,
): Balanced | BalanceRefusal {
  return balanceContract({
    ...terms,
    items: [{ seller_user_id: "seller", quantity: 1, unit_price: amount }],
    buyers: [{ id: "buyer", weight: 1, base: 0, due: 0, pinned: false, paid: 0 }],
    sellers: [{ id: "seller", user_id: "seller", owed: 0, pinned: false }],
    fees: [],
  });
}
