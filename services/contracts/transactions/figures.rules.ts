/** Figures of transactions (TRX-1). Amounts in minor units. */
import { rnd } from "../../../shared/money.ts";

/** Σ of what succeeded in one currency. */
export type Sums = {
  currency: string;
  charged: number;
  refunded: number;
  transferred: number;
  reversed: number;
  /** With a charge. */
  contracts: number;
};

export type Figures = {
  currency: string;
  spend: number;
  revenue: number;
  contracts: number;
  cart_value: number;
};

/** What came back counts negative (8.3). */
export const figuresOf = ({
  currency,
  charged,
  refunded,
  transferred,
  reversed,
  contracts,
}: Sums): Figures => ({
  ...{ currency, contracts, spend: charged - refunded, revenue: transferred - reversed },
  cart_value: contracts ? rnd(charged - refunded, contracts) : 0,
});
