/** Checks terms before they are balanced (MON-2, CON-7, CON-10). */
import { invalid, invalidField } from "../../../shared/errors.ts";
import type { Given } from "../../../shared/fields/index.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { termsInput } from "./contract.ts";
import { type Contract, impossible, requireCurrency } from "./contract-view.ts";

/** The terms of a request; a change checks only the fields it names. */
export type GivenTerms = Partial<Given<typeof termsInput>>;

type GivenItem = NonNullable<GivenTerms["items"]>[number];
/** An item, with its product's values for fields the request omits. */
export type WholeItem = GivenItem & { seller_user_id: string; name: string; unit_price: number };
export type WholeTerms = Omit<GivenTerms, "items"> & { items?: readonly WholeItem[] };

/** Minor units. Its sum with every fee is far below 2^53. */
const MAX_SUB_TOTAL = 1_000_000_000_000n;

export function checkTerms(given: WholeTerms, before: Contract | null, currency: string): void {
  given.items?.forEach((each, i) => {
    requireCurrency(each.currency, currency, `/items/${i}/currency`);
  });
  distinct("buyers", given.buyers);
  distinct("sellers", given.sellers);
  checkFees(given);
  checkSize(given);
  known("items", given.items, before?.items);
  known("fees", given.fees, before?.fees);
}

function distinct(name: string, parties: readonly { user_id: string }[] = []): void {
  const ids = parties.map(({ user_id }) => user_id);
  const twice = ids.findIndex((each, i) => ids.indexOf(each) < i);
  if (twice >= 0)
    throw invalidField(`/${name}/${twice}/user_id`, "duplicate", "Each 'user_id' may occur only once.");
}

function checkFees({ fees = [] }: WholeTerms): void {
  const wrong = fees.flatMap(({ amount, ppm }, i) => {
    const told = [amount, ppm].filter((each) => each !== null && each !== undefined).length;
    return told === 1
      ? []
      : [{ pointer: `/fees/${i}`, code: "either_or", message: "Send either 'amount' or 'ppm'." }];
  });
  if (wrong.length) throw invalid(wrong);
}

export function checkSize({
  items = [],
}: {
  items?: readonly Pick<WholeItem, "unit_price" | "quantity">[];
}): void {
  const whole = items.reduce(
    (sum, { unit_price, quantity }) => sum + BigInt(unit_price) * BigInt(quantity ?? 1),
    0n,
  );
  if (whole > MAX_SUB_TOTAL)
    throw invalidField(
      "/items",
      "too_much",
      `The items must cost at most ${MAX_SUB_TOTAL} minor units in total.`,
    );
}

/** An id must name a row of this contract, and only once. */
function known(
  name: string,
  rows: readonly { id?: string | null }[] = [],
  before: readonly { id: string }[] = [],
): void {
  const ids = rows.map(({ id }) => id ?? null);
  ids.forEach((id, i) => {
    if (id === null) return;
    if (!before.some((each) => each.id === id))
      throw referenceNotFound([{ pointer: `/${name}/${i}/id`, what: name.slice(0, -1) }]);
    if (ids.indexOf(id) < i)
      throw invalidField(`/${name}/${i}/id`, "duplicate", "Each 'id' may occur only once.");
  });
}

/** CON-10: a seller cannot be a buyer of the same contract. `pointer`: the field that names one of them, if not the buyers. */
export function refuseSelfDealing(
  buyers: readonly { user_id: string }[],
  sellers: readonly { user_id: string }[],
  pointer?: string,
): void {
  const i = buyers.findIndex(({ user_id }) => sellers.some((each) => each.user_id === user_id));
  if (i >= 0)
    throw impossible(
      pointer ?? `/buyers/${i}/user_id`,
      "buyer_is_seller",
      "A buyer cannot be a seller as well.",
    );
}

/** CON-7: a sent contract has an item, a buyer and a seller. */
export function requireParties(contract: Record<"items" | "buyers" | "sellers", readonly unknown[]>): void {
  for (const name of ["items", "buyers", "sellers"] as const) {
    if (contract[name].length === 0)
      throw impossible(`/${name}`, "required", `A contract that is sent needs ${name}.`);
  }
}
