import fc from "fast-check";
import {
  type Balanced,
  type BalanceInput,
  type BalanceRefusal,
  balanceContract,
  estimateFees,
  withoutPins,
} from "../../../services/contracts/balance/balance.rules.ts";
import { allocateAbove } from "../../../services/contracts/balance/buyers.rules.ts";
import { grossUp, processorFee } from "../../../services/contracts/balance/processor-fee.rules.ts";
import { chargeParts, contractParts, partsLeft } from "../../../services/contracts/payments/charge.rules.ts";
import { sum } from "../../../shared/money.ts";
import { anyContract, buyer, contract, item, seller } from "./arbitrary-contracts.ts";

function balanced(result: Balanced | BalanceRefusal): Balanced {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result;
}

const onTop = (processor: boolean, service: boolean, platform: boolean) => ({
  include_processor_fees: processor,
  include_service_fees: service,
  include_platform_fees: platform,
});

test.each<[string, BalanceInput, { total: number; f_p: number; owed: number[] }]>([
  ["all included", contract(), { total: 9856, f_p: 316, owed: [9000] }],
  ["none included", contract(onTop(false, false, false)), { total: 9000, f_p: 291, owed: [8169] }],
  ["processor not included", contract(onTop(false, true, true)), { total: 9540, f_p: 307, owed: [8693] }],
  [
    "all included, two buyers 2:1",
    contract({ buyers: [buyer("a", { weight: 2 }), buyer("b")] }),
    { total: 9887, f_p: 221 + 126, owed: [9000] },
  ],
  [
    "none included, three sellers",
    contract({
      ...onTop(false, false, false),
      items: [item("s", 2500, 2), item("t", 3000), item("u", 1000)],
      sellers: [seller("s"), seller("t"), seller("u")],
    }),
    { total: 9000, f_p: 291, owed: [4538, 2723, 908] },
  ],
])("8.2 %s", (_, input, expected) => {
  const result = balanced(balanceContract(input));
  expect({
    total: result.total,
    f_p: result.fees.processor,
    owed: result.sellers.map(({ owed }) => owed),
  }).toEqual(expected);
});

test("8.2 two buyers 2:1 owe 6581 and 3306 for 6360 and 3180", () => {
  const input = contract({ buyers: [buyer("a", { weight: 2 }), buyer("b")] });
  const { buyers } = balanced(balanceContract(input));
  expect(buyers.map(({ base, due }) => [base, due])).toEqual([
    [6360, 6581],
    [3180, 3306],
  ]);
});

const plain = {
  ...onTop(true, true, true),
  processor: { ppm: 0, fixed: 0 },
  service_fee_ppm: 0,
  platform_fee_ppm: 0,
};

test("8.2 pins: A keeps 5000 of 9000, B and C share the rest", () => {
  const buyers = [buyer("a", { base: 5000, pinned: true }), buyer("b"), buyer("c")];
  const result = balanced(balanceContract(contract({ ...plain, buyers })));
  expect(result.buyers.map(({ due, pinned }) => [due, pinned])).toEqual([
    [5000, true],
    [2000, false],
    [2000, false],
  ]);
});

test("8.2 pins: all pinned 5000/3000/2000 and X = 9001 → 4501, 2700, 1800, nothing stays pinned", () => {
  const buyers = [5000, 3000, 2000].map((base, index) => buyer(`${index}`, { base, pinned: true }));
  const result = balanced(balanceContract(contract({ ...plain, items: [item("s", 9001)], buyers })));
  expect(result.buyers.map(({ due, pinned }) => [due, pinned])).toEqual([
    [4501, false],
    [2700, false],
    [1800, false],
  ]);
});

test("CON-4 pins that leave less than nothing to the others give way", () => {
  const buyers = [buyer("a", { base: 10_000, pinned: true }), buyer("b")];
  const result = balanced(balanceContract(contract({ ...plain, buyers })));
  expect(result.buyers.map(({ due, pinned }) => [due, pinned])).toEqual([
    [9000, false],
    [0, false],
  ]);
});

test("CON-4 nobody falls below what he has paid, and having paid costs nothing more", () => {
  const buyers = [buyer("a", { paid: 6000 }), buyer("b"), buyer("c", { paid: 1500 })];
  const result = balanced(balanceContract(contract({ ...plain, buyers })));
  expect(result.buyers.map(({ due }) => due)).toEqual([6000, 1500, 1500]);
  const fair = balanced(
    balanceContract(contract({ ...plain, buyers: [buyer("a", { paid: 4500 }), buyer("b")] })),
  );
  expect(fair.buyers.map(({ due }) => due)).toEqual([4500, 4500]);
  expect(balanceContract(contract({ ...plain, buyers: [buyer("a", { paid: 9001 })] }))).toMatchObject({
    ok: false,
    code: "paid_exceeds_total",
  });
});

test("CON-4 the floor counts before processor fees", () => {
  const first = balanced(balanceContract(contract({ buyers: [buyer("a", { weight: 2 }), buyer("b")] })));
  const paid = contract({ buyers: first.buyers.map((one) => ({ ...one, paid: one.due })) });
  expect(balanced(balanceContract(paid)).buyers.map(({ due }) => due)).toEqual([6581, 3306]);
});

test("CON-5 pinned sellers keep what they are owed, the others bear the rest of the fees", () => {
  const three = contract({
    ...onTop(false, false, false),
    items: [item("s", 5000), item("t", 3000), item("u", 1000)],
    sellers: [seller("s", { owed: 5000, pinned: true }), seller("t"), seller("u")],
  });
  // fees 831 fall on 3000 and 1000
  expect(balanced(balanceContract(three)).sellers.map(({ owed }) => owed)).toEqual([5000, 2377, 792]);
  const all = three.sellers.map((one, index) => ({ ...one, owed: [5000, 3000, 1000][index]!, pinned: true }));
  const dissolved = balanced(balanceContract({ ...three, sellers: all })).sellers;
  expect(dissolved.map(({ owed, pinned }) => [owed, pinned])).toEqual([
    [4538, false],
    [2723, false],
    [908, false],
  ]);
});

test("CON-5 fees that cannot be placed are refused", () => {
  const fees = [{ id: "f", amount: 9001, payer: "seller" as const }];
  expect(balanceContract(contract({ fees }))).toEqual({
    ok: false,
    code: "fees_exceed_subtotal",
    fees: 9001,
    sub_total: 9000,
  });
  const sellers = [seller("s", { owed: 9000, pinned: true }), seller("t")];
  expect(balanceContract(contract({ ...onTop(true, false, true), sellers }))).toMatchObject({
    code: "fees_exceed_subtotal",
  });
});

test("custom fees follow their own payer", () => {
  const fees = [
    { id: "gift", amount: 500, payer: "buyer" as const },
    { id: "booth", ppm: 100_000, payer: "seller" as const },
  ];
  const result = balanced(balanceContract(contract({ ...plain, fees })));
  expect(result).toMatchObject({ total: 9500, fees: { custom: [{ amount: 500 }, { amount: 900 }] } });
  expect(result.sellers[0]!.owed).toBe(8100);
});

test("an item of somebody who is not a seller is refused; without buyers the price is that of one", () => {
  expect(balanceContract(contract({ items: [item("x", 1)] }))).toMatchObject({
    code: "reference_not_found",
    seller_user_id: "x",
  });
  expect(balanceContract(contract({ buyers: [] }))).toMatchObject({ total: 9856, buyers: [] });
});

test("FEE-1 the estimate has the numbers of 8.2", () => {
  const { items: _, buyers: __, sellers: ___, fees: ____, ...terms } = contract();
  expect(estimateFees(9000, terms)).toMatchObject({ total: 9856, fees: { processor: 316 } });
});

test("CON-4 gross-up is the smallest charge that leaves enough", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 ** 12 }),
      fc.integer({ min: 0, max: 500_000 }),
      fc.integer({ min: 0, max: 1000 }),
      (wanted, ppm, fixed) => {
        const rate = { ppm, fixed };
        const charged = grossUp(wanted, rate);
        expect(charged - processorFee(charged, rate)).toBe(wanted);
        if (charged > 1) expect(charged - 1 - processorFee(charged - 1, rate)).toBeLessThan(wanted);
      },
    ),
    { numRuns: 500 },
  );
});

test("CON-4 allocateAbove keeps the sum and every floor", () => {
  const parts = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1000 })), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 50_000 }), (pairs, extra) => {
      const weights = pairs.map(([weight]) => weight);
      const floors = pairs.map(([, floor]) => floor);
      const result = allocateAbove(sum(floors) + extra, weights, floors);
      expect(sum(result)).toBe(sum(floors) + extra);
      for (const [index, part] of result.entries()) expect(part).toBeGreaterThanOrEqual(floors[index]!);
    }),
    { numRuns: 300 },
  );
});

function expectIdentity(result: Balanced): void {
  const custom = sum(result.fees.custom.map(({ amount }) => amount));
  const fees = result.fees.processor + result.fees.service + result.fees.platform + custom;
  expect(sum(result.buyers.map(({ due }) => due))).toBe(result.total);
  expect(sum(result.sellers.map(({ owed }) => owed)) + fees).toBe(result.total);
  for (const { due } of result.buyers) expect(due).toBeGreaterThanOrEqual(0);
  for (const { owed } of result.sellers) expect(owed).toBeGreaterThanOrEqual(0);
  expect(Math.min(result.fees.processor, result.fees.service, result.fees.platform)).toBeGreaterThanOrEqual(
    0,
  );
}

test("INV-9 CON-2 the identity holds for any contract, nothing is negative, and running again changes nothing", () => {
  let count = 0;
  fc.assert(
    fc.property(anyContract, (input) => {
      const result = balanceContract(input);
      if (!result.ok) return;
      count += 1;
      expectIdentity(result);
      const pinned = (parties: { pinned: boolean }[]) => parties.map((party) => party.pinned).join();
      const pins = (c: Pick<Balanced, "buyers" | "sellers">) => pinned(c.buyers) + pinned(c.sellers);
      if (pins(result) === pins(input)) {
        expect(balanceContract({ ...input, ...pick(result) })).toEqual(result);
      }
      expectIdentityIfAny(balanceContract(withoutPins(input)));
    }),
    { numRuns: 400 },
  );
  expect(count).toBeGreaterThan(100);
});

const pick = ({ buyers, sellers }: Balanced) => ({ buyers, sellers });

function expectIdentityIfAny(result: Balanced | BalanceRefusal): void {
  if (!result.ok) return;
  expectIdentity(result);
  expect(result.buyers.some(({ pinned }) => pinned)).toBe(false);
}

test("CON-4 CON-6 after any buyer has paid, nobody's due changes", () => {
  fc.assert(
    fc.property(anyContract, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (input, pays) => {
      const first = balanceContract(withoutPins(input));
      if (!first.ok) return;
      const buyers = first.buyers.map((one, index) => ({ ...one, paid: pays[index] ? one.due : 0 }));
      const again = balanced(balanceContract({ ...withoutPins(input), buyers, sellers: first.sellers }));
      expect(again.buyers.map(({ due }) => due)).toEqual(first.buyers.map(({ due }) => due));
    }),
    { numRuns: 200 },
  );
});

test("6.3 T19 the charges of all buyers together are the whole contract", () => {
  fc.assert(
    fc.property(anyContract, (input) => {
      const result = balanceContract(input);
      if (!result.ok) return;
      const whole = contractParts(result);
      const charges: ReturnType<typeof chargeParts>[] = [];
      for (const { due } of result.buyers) {
        const parts = chargeParts(due, partsLeft(whole, charges));
        expect(sum(parts.sellers.map(({ amount }) => amount)) + parts.fees + parts.processor).toBe(due);
        charges.push(parts);
      }
      const left = partsLeft(whole, charges);
      expect([left.fees, left.processor, ...left.sellers.map(({ amount }) => amount)].some(Boolean)).toBe(
        false,
      );
    }),
    { numRuns: 150 },
  );
});
