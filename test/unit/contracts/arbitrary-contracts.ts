/** Contracts for the tests of 8.2. */
import fc from "fast-check";
import type { BalanceInput } from "../../../services/contracts/balance/balance.rules.ts";
import type { BuyerBalance } from "../../../services/contracts/balance/buyers.rules.ts";
import type { SellerBalance } from "../../../services/contracts/balance/sellers.rules.ts";

export const buyer = (id: string, more: Partial<BuyerBalance> = {}): BuyerBalance => ({
  id,
  weight: 1,
  base: 0,
  due: 0,
  pinned: false,
  paid: 0,
  ...more,
});

export const seller = (user_id: string, more: Partial<SellerBalance> = {}): SellerBalance => ({
  id: `row-${user_id}`,
  user_id,
  owed: 0,
  pinned: false,
  ...more,
});

export const item = (seller_user_id: string, unit_price: number, quantity = 1) => ({
  seller_user_id,
  unit_price,
  quantity,
});

/** The terms of the table in 8.2, all fees on top. */
export function contract(more: Partial<BalanceInput> = {}): BalanceInput {
  return {
    items: [item("s", 9000)],
    buyers: [buyer("a")],
    sellers: [seller("s")],
    fees: [],
    include_processor_fees: true,
    include_service_fees: true,
    include_platform_fees: true,
    processor: { ppm: 29_000, fixed: 30 },
    service_fee_ppm: 10_000,
    platform_fee_ppm: 50_000,
    ...more,
  };
}

const amount = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 10 ** 12 }));
const smallRate = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 10 ** 6 }));

const parties = fc.record({
  buyers: fc.array(
    fc.record({ weight: fc.integer({ min: 0, max: 9 }), base: amount, pinned: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 20,
    },
  ),
  sellers: fc.array(fc.record({ owed: amount, pinned: fc.constantFrom(false, false, true) }), {
    minLength: 1,
    maxLength: 20,
  }),
});

/** Random contracts: some of them impossible, which must be refused and never be balanced wrongly. */
export const anyContract: fc.Arbitrary<BalanceInput> = fc
  .record({
    parties,
    items: fc.array(
      fc.record({ of: fc.nat(19), unit_price: amount, quantity: fc.integer({ min: 1, max: 5 }) }),
      {
        maxLength: 50,
      },
    ),
    fees: fc.array(
      fc.record({
        id: fc.uuid(),
        amount: fc.option(fc.integer({ min: 0, max: 1000 })),
        ppm: fc.integer({ min: 0, max: 50_000 }),
        payer: fc.constantFrom("buyer" as const, "seller" as const),
      }),
      { maxLength: 3 },
    ),
    include_processor_fees: fc.boolean(),
    include_service_fees: fc.boolean(),
    include_platform_fees: fc.boolean(),
    processor: fc.record({
      ppm: fc.integer({ min: 0, max: 500_000 }),
      fixed: fc.integer({ min: 0, max: 100 }),
    }),
    service_fee_ppm: smallRate,
    platform_fee_ppm: smallRate,
  })
  .map(({ parties: { buyers, sellers }, items, ...rest }) => ({
    ...rest,
    buyers: buyers.map((one, index) => buyer(`b${index}`, one)),
    sellers: sellers.map((one, index) => seller(`s${index}`, one)),
    items: items.map(({ of, unit_price, quantity }) => item(`s${of % sellers.length}`, unit_price, quantity)),
  }));
