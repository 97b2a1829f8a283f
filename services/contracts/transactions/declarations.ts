/** Figures of transactions (TRX-1), and events about movements of money of a contract. */
import { event } from "../../../shared/events/event.ts";
import { choice, count, date, group, id, list, money, text, value } from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import type { transaction } from "./transaction.ts";

const sum = money({ min: -1e15, max: 1e15 });

export const transactionFigures = operation({
  name: "contracts.transaction.figures",
  http: "GET /transactions/figures",
  scope: "read:contracts",
  about:
    "Get figures of transactions. Returns what buyers spent and sellers got, in each currency, with refunds and what was taken back subtracted; of one user, platform or period, or of all.",
  input: {
    platform_id: id({ optional: true }),
    buyer_user_id: id({ optional: true }),
    seller_user_id: id({ optional: true }),
    from: date({ optional: true, about: "A business date, inclusive." }),
    until: date({ optional: true, about: "A business date, inclusive." }),
  },
  output: shapeOf({
    data: list(
      group({
        currency: text({ max: 3 }),
        spend: sum,
        revenue: sum,
        contracts: count({ about: "Contracts with a charge." }),
        cart_value: money({ ...{ min: -1e15, max: 1e15 }, about: "`spend` of a contract on average." }),
      }),
    ),
  }),
});

export const transactionLeaders = operation({
  name: "contracts.transaction.leaders",
  http: "GET /transactions/leaders",
  scope: "read:contracts",
  about: "List the users who spent or got most. Returns the greatest first, in one currency.",
  input: {
    side: choice(["buyers", "sellers"]),
    platform_id: id({ optional: true }),
    currency: choice(currencies, { optional: true, about: "The organization's when absent." }),
    limit: count({ default: 10, min: 1, max: 100 }),
  },
  output: shapeOf({
    currency: text({ max: 3 }),
    data: list(group({ user_id: id(), amount: sum })),
  }),
});

const moved = (type: string, about: string) =>
  event({ type, service: "contracts", about, data: { transaction: value<Entity<typeof transaction>>() } });

export const transactionRequested = moved(
  "transaction.requested",
  "A provider is being asked to move money of a contract.",
);
export const chargeSucceeded = moved("charge.succeeded", "A buyer paid on a contract.");
export const chargeFailed = moved("charge.failed", "A provider refused to charge a buyer.");
export const transferSucceeded = moved("transfer.succeeded", "A seller got what a contract owes him.");
export const transferFailed = moved("transfer.failed", "A provider refused to pay a seller.");
export const takingBackSucceeded = moved(
  "transfer.reversed",
  "A provider took back what a seller got, because a buyer got a refund.",
);
export const takingBackFailed = moved(
  "transfer.reversal_failed",
  "A provider could not take back what a seller got; the seller owes it.",
);
export const refundFailed = moved("refund.failed", "A provider refused to pay a buyer back.");
