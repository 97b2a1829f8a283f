import fc from "fast-check";
import {
  type ContractRefundInput,
  refundContract,
} from "../../../services/contracts/refunds/refund.rules.ts";
import { allocate, sum } from "../../../shared/money.ts";

const none = { platform: 0, service: 0, custom: 0, processor: 0 };

/** "All included" of 8.2: total 9856, owed 9000, f_p 316, platform 450, service 90. */
const paid: ContractRefundInput = {
  amount: 1000,
  buyer: { paid: 9856, refunded: 0 },
  total: 9856,
  refunded: { amount: 0, fees: none },
  fees: { platform: 450, service: 90, custom: 0, processor: 316 },
  sellers: [{ user_id: "s", owed: 9000, reversed: 0, transferred: 9000, transfer_reversed: 0 }],
  return_fees: true,
};

test("CON-11 sellers give back rnd(a·Σowed/total), fees go back in proportion, the processor's does not", () => {
  // 913 of 1000 is the seller's; of 87, 46 platform, 9 service, 32 processor
  expect(refundContract(paid)).toEqual({
    ok: true,
    amount: 1000,
    sellers: [{ user_id: "s", amount: 913, from_transfer: 913, from_payable: 0 }],
    fees: { platform: 46, service: 9, custom: 0, processor: 32 },
    fees_returned: 55,
    borne_by_platform: 32,
  });
});

test("CON-11 fees that are not returned are borne by the platform", () => {
  expect(refundContract({ ...paid, return_fees: false })).toMatchObject({
    fees_returned: 0,
    borne_by_platform: 87,
  });
});

test.each([
  [{ transferred: 0 }, 0, 913],
  [{ transfer_reversed: 8500 }, 500, 413],
  [{ provider_balance: 100 }, 100, 813],
  [{ provider_balance: 0 }, 0, 913],
])("CON-11 a transfer is reversed as far as it can be: %j", (more, from_transfer, from_payable) => {
  const sellers = [{ ...paid.sellers[0]!, ...more }];
  expect(refundContract({ ...paid, sellers })).toMatchObject({ sellers: [{ from_transfer, from_payable }] });
});

test("CON-11 never more than the buyer has paid and not got back", () => {
  const buyer = { paid: 9856, refunded: 9000 };
  expect(refundContract({ ...paid, buyer })).toEqual({ ok: false, code: "already_refunded", left: 856 });
  expect(refundContract({ ...paid, amount: 0 })).toMatchObject({ code: "validation_failed" });
});

const amount = fc.integer({ min: 0, max: 10 ** 12 });

test("INV-6 refunds in any grouping take back exactly every owed and every fee", () => {
  const steps = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 50 });
  const owed = fc.array(amount, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      owed,
      fc.tuple(amount, amount, amount, amount),
      steps,
      (owes, [platform, service, custom, p], weights) => {
        const fees = { platform, service, custom, processor: p };
        const total = sum(owes) + platform + service + custom + p;
        fc.pre(total > weights.length);
        let state: ContractRefundInput = {
          ...paid,
          buyer: { paid: total, refunded: 0 },
          total,
          fees,
          sellers: owes.map((o, i) => ({ ...paid.sellers[0]!, user_id: `${i}`, owed: o, transferred: o })),
        };
        for (const part of allocate(total, weights).filter((one) => one > 0)) {
          const done = refundContract({ ...state, amount: part });
          if (!done.ok) throw new Error(done.code);
          expect(sum(done.sellers.map((s) => s.amount)) + done.fees_returned + done.borne_by_platform).toBe(
            part,
          );
          state = after(state, part, done);
        }
        expect(state.sellers.map(({ reversed }) => reversed)).toEqual(owes);
        expect(state.refunded).toEqual({ amount: total, fees });
      },
    ),
    { numRuns: 150 },
  );
});

function after(
  state: ContractRefundInput,
  part: number,
  done: Extract<ReturnType<typeof refundContract>, { ok: true }>,
): ContractRefundInput {
  const gone = state.refunded.fees;
  return {
    ...state,
    buyer: { ...state.buyer, refunded: state.buyer.refunded + part },
    refunded: {
      amount: state.refunded.amount + part,
      fees: {
        platform: gone.platform + done.fees.platform,
        service: gone.service + done.fees.service,
        custom: gone.custom + done.fees.custom,
        processor: gone.processor + done.fees.processor,
      },
    },
    sellers: state.sellers.map((seller, index) => {
      const back = done.sellers[index]!;
      expect(back.amount).toBeGreaterThanOrEqual(0);
      return {
        ...seller,
        reversed: seller.reversed + back.amount,
        transfer_reversed: seller.transfer_reversed + back.from_transfer,
      };
    }),
  };
}
