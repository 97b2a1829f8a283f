/** The basket fields of a sale, which change only while the sale is open (SAL-1). */
import { fail } from "../../../shared/errors.ts";
import { completeGroup } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { manualDiscount } from "../lines/line.ts";
import type { GivenCard, GivenLine } from "../pricing/rules/basket.ts";
import type { sale } from "./sale.ts";

/** SAL-1: the basket while open, memo and metadata at any time. */
export const basketFields = [
  "store_id",
  "register_id",
  "customer_id",
  "lines",
  "gift_cards",
  "discounts",
] as const;

type GivenBasket = Partial<
  Pick<Entity<typeof sale>, "store_id" | "register_id" | "customer_id" | "discounts"> & {
    lines: GivenLine[];
    gift_cards: GivenCard[];
  }
>;

const wholeDiscounts = (given: readonly object[] | undefined) =>
  given?.map((each) => completeGroup(manualDiscount, each));

/** The basket fields of a stored sale in the form of a request. */
const givenBasketOf = ({
  store_id,
  register_id,
  customer_id,
  lines,
  gift_cards,
  discounts,
}: GivenBasket) => ({
  store_id,
  register_id,
  customer_id,
  lines: lines?.map(({ item_id, quantity, discounts: own }) => ({
    item_id,
    quantity,
    discounts: wholeDiscounts(own),
  })),
  // The sale of a card does not keep its code.
  gift_cards: gift_cards?.map(({ amount, expires_on }) => ({ amount, expires_on: expires_on ?? null })),
  discounts: wholeDiscounts(discounts),
});

export const notEditable = ({ status }: Entity<typeof sale>) =>
  fail("invalid_transition", `A ${status} sale cannot be changed.`, {
    from: status,
    to: "open",
    allowed: [],
  });

/** A request that repeats the basket of a finished sale changes nothing (SAL-1). */
export const isSameBasket = (before: Entity<typeof sale>, input: object): boolean =>
  Object.keys(realChanges(givenBasketOf(before as GivenBasket), givenBasketOf(input))).length === 0;

export const withoutBasket = (changes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(changes).filter(([name]) => !basketFields.some((field) => field === name)),
  );

export const defined = (input: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, each]) => each !== undefined));
