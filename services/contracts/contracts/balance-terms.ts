/** Computes the balanced columns of a contract from its terms (CON-3…6). Every write of terms uses it. */
import { fail } from "../../../shared/errors.ts";
import { MAX_AMOUNT, sum } from "../../../shared/money.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import {
  type Balanced,
  type BalanceRefusal,
  balanceContract,
  withoutPins,
} from "../balance/balance.rules.ts";
import { feesExceedSubtotal, pinTooLarge, totalTooLarge } from "../balance/errors.ts";
import { assertIdentity } from "../balance/identity.rules.ts";
import { checkTerms, refuseSelfDealing, type WholeTerms } from "./check-terms.ts";
import type { Contract } from "./contract-view.ts";
import { buyerRows, feeRows, itemRows, sellerRows, sellersOf } from "./term-rows.ts";

const switches = [
  "include_processor_fees",
  "include_service_fees",
  "include_platform_fees",
] as const satisfies readonly (keyof Contract)[];

const termNames = [
  ...switches,
  "items",
  "buyers",
  "sellers",
  "fees",
  "processor",
  "platform_fee_ppm",
  "service_fee_ppm",
] as const satisfies readonly (keyof Contract)[];

export type Terms = Pick<Contract, (typeof termNames)[number]>;

export const termsIn = (row: Terms): Terms => pick(row, termNames);

const pick = <T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>;

/** The terms after a request. Terms that it does not name do not change. */
export function termsOf(given: WholeTerms, before: Contract | null, currency: string): Terms {
  checkTerms(given, before, currency);
  const processor = { ppm: 0, fixed: 0, ...before?.processor, ...given.processor };
  const onTop = Object.fromEntries(
    switches.map((name) => [name, given[name] ?? before?.[name] ?? false]),
  ) as Pick<Terms, (typeof switches)[number]>;
  const items = itemRows(given.items, before, currency);
  return {
    ...onTop,
    processor,
    platform_fee_ppm: given.platform_fee_ppm ?? before?.platform_fee_ppm ?? 0,
    service_fee_ppm: given.service_fee_ppm ?? before?.service_fee_ppm ?? 0,
    items,
    buyers: buyerRows(given.buyers, before, onTop.include_processor_fees ? processor : null),
    sellers: sellersOf(sellerRows(given.sellers, before), items, given.sellers),
    fees: feeRows(given.fees, before),
  };
}

/** An amount that a request pins. */
export type Pin = { side: "buyers" | "sellers"; user_id: string; pointer: string };

/** The amounts that a request pins again. */
export const pinsIn = ({ buyers = [], sellers = [] }: WholeTerms): Pin[] => [
  ...buyers.flatMap(({ user_id, pinned, due }, i): Pin[] =>
    pinned && isAmount(due) ? [{ side: "buyers", user_id, pointer: `/buyers/${i}/due` }] : [],
  ),
  ...sellers.flatMap(({ user_id, pinned, owed }, i): Pin[] =>
    pinned && isAmount(owed) ? [{ side: "sellers", user_id, pointer: `/sellers/${i}/owed` }] : [],
  ),
];
const isAmount = (given: number | null | undefined): boolean => given !== null && given !== undefined;

/** The columns of balanced terms, also for a complete contract. Throws 422 for impossible terms. */
export function balanceTerms(
  given: Terms,
  { reset = false, pins = [] }: { reset?: boolean; pins?: readonly Pin[] } = {},
) {
  const terms = termsIn(given);
  refuseSelfDealing(terms.buyers, terms.sellers);
  const balanced = balanceContract(reset ? withoutPins(terms) : terms);
  if (!balanced.ok) throw refused(balanced, terms);
  const { total, sub_total } = balanced;
  if (total > MAX_AMOUNT) throw totalTooLarge({ total, most: MAX_AMOUNT });
  const columns = { ...terms, ...rowsAfter(terms, balanced), sub_total, total };
  assertIdentity(columns);
  refuseLargePins(terms, columns, pins);
  return columns;
}

/** CON-18: a pin cannot exceed the amount to divide, alone or together with the other pins. */
function refuseLargePins(
  terms: Terms,
  after: Pick<Contract, "buyers" | "sellers">,
  pins: readonly Pin[],
): void {
  const sides = {
    buyers: {
      of: terms.buyers.map((each) => ({ ...each, amount: each.base })),
      whole: sum(after.buyers.map(({ base }) => base)),
    },
    sellers: {
      of: terms.sellers.map((each) => ({ ...each, amount: each.owed })),
      whole: sum(after.sellers.map(({ owed }) => owed)),
    },
  };
  for (const { side, user_id, pointer } of pins) {
    const { of, whole } = sides[side];
    const pinned = of.filter((each) => each.pinned);
    const own = pinned.find((each) => each.user_id === user_id)?.amount ?? 0;
    // When all are pinned, their amounts are shares of the whole (CON-4).
    const asked = pinned.length < of.length ? sum(pinned.map(({ amount }) => amount)) : own;
    if (asked > whole) throw pinTooLarge({ pinned: asked, whole }, [{ pointer }]);
  }
}

function rowsAfter(terms: Terms, { buyers, sellers, fees }: Balanced) {
  const custom = terms.fees.map((fee, i) => ({ ...fee, total: fees.custom[i]!.amount }));
  return {
    buyers: terms.buyers.map((row, i) => {
      const { base, due, pinned } = buyers[i]!;
      return { ...row, base, due, pinned };
    }),
    sellers: terms.sellers.map((row, i) => {
      const { owed, pinned } = sellers[i]!;
      return { ...row, owed, pinned };
    }),
    fees: custom,
    buyer_user_ids: terms.buyers.map(({ user_id }) => user_id),
    seller_user_ids: terms.sellers.map(({ user_id }) => user_id),
    processor_fee: fees.processor,
    service_fee: fees.service,
    platform_fee: fees.platform,
    custom_fees: sum(custom.map((fee) => fee.total)),
  };
}

function refused(refusal: BalanceRefusal, { items }: Terms): Error {
  const { ok: _ok, code, ...details } = refusal;
  if (refusal.code === "reference_not_found") {
    const i = items.findIndex((each) => each.seller_user_id === refusal.seller_user_id);
    return referenceNotFound([{ pointer: `/items/${i}/seller_user_id`, what: "seller" }]);
  }
  if (refusal.code === "fees_exceed_subtotal") {
    const { fees, sub_total } = refusal;
    return feesExceedSubtotal({ fees, sub_total }, [{ pointer: "/sellers" }]);
  }
  return fail("unprocessable", "The buyers have already paid more than the new total.", details);
}
