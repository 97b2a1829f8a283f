/** The listed price that applies to a buyer of this quantity at an instant (MRC-PRI-2, MRC-PRI-3). */
import { MICRO } from "../../../shared/micro.ts";

/** Whom a price may be for; a price that names one needs the same in the context. */
const parties = ["channel_id", "user_id", "user_group_id", "customer_id", "customer_group_id"] as const;
type Party = (typeof parties)[number];

export type Candidate = {
  readonly [party in Party]: string | null;
} & {
  readonly id: string;
  readonly variant_id: string | null;
  readonly offer_id: string | null;
  readonly min_quantity: number;
  readonly max_quantity: number | null;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
};

export type Buying = { readonly [party in Party]?: string | null | undefined } & {
  readonly offer_id?: string | null | undefined;
  /** In millionths. */
  readonly quantity: number;
  readonly at: string;
};

export type Kind = { readonly code: string; readonly is_promotion: boolean };

export function isEligible(price: Candidate, buying: Buying): boolean {
  const { offer_id, min_quantity, max_quantity, starts_at, ends_at } = price;
  const { quantity, at } = buying;
  return (
    min_quantity * MICRO <= quantity &&
    (max_quantity === null || quantity <= max_quantity * MICRO) &&
    (starts_at === null || starts_at <= at) &&
    (ends_at === null || at <= ends_at) &&
    !(offer_id && buying.offer_id && offer_id !== buying.offer_id) &&
    parties.every((party) => price[party] === null || price[party] === buying[party])
  );
}

const ofKind = ({ code, is_promotion }: Kind): number => {
  if (code === "custom") return 5;
  if (code === "tier") return 3;
  return is_promotion || code === "promotion" ? 4 : 2;
};

/** What a price is bound to makes it more particular. */
const weights = {
  ...{ variant_id: 8, offer_id: 6, channel_id: 5, user_id: 5, user_group_id: 4 },
  ...{ customer_id: 4, customer_group_id: 3 },
} as const;

export const scoreOf = (price: Candidate, kind: Kind): number =>
  Object.entries(weights).reduce(
    (sum, [name, weight]) => sum + (price[name as keyof typeof weights] ? weight : 0),
    ofKind(kind) + (price.min_quantity > 1 ? 1 : 0),
  );

const later = (a: string | null, b: string | null): number => {
  const [one, other] = [a ?? "", b ?? ""];
  return one === other ? 0 : one > other ? -1 : 1;
};

/** The highest score, then the later start, the smaller least quantity, the smaller id. The amount never matters. */
export function bestOf<P extends Candidate>(
  prices: readonly P[],
  kindOf: (price: P) => Kind,
  buying: Buying,
): P | null {
  const [best] = prices
    .filter((price) => isEligible(price, buying))
    .map((price) => ({ price, score: scoreOf(price, kindOf(price)) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        later(a.price.starts_at, b.price.starts_at) ||
        a.price.min_quantity - b.price.min_quantity ||
        (a.price.id < b.price.id ? -1 : 1),
    );
  return best?.price ?? null;
}
