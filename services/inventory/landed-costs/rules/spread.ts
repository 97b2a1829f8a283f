/** How a cost that arrives after goods is spread over the lines of their order (LND-1, LND-3). */
import { apportion } from "../../../../shared/money.ts";
import { extraShares, type PurchaseLine } from "../../purchase-orders/rules/lines.ts";

/** Each line's share, by the value of what arrived of it; by its quantity if nothing has a value. */
export const lateShares = (amount: number, lines: readonly PurchaseLine[]): number[] =>
  extraShares(
    amount,
    lines.map(({ value, received, quantity }) => ({
      value: apportion(value, 0, received, quantity),
      quantity: received,
    })),
  );
