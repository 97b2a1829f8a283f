/** Settles a contract: every seller gets the amount that they are owed (CON-9). */
import { choice, flag, group, id, list, money } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { methods } from "../transactions/transaction.ts";

export const settleContract = operation({
  name: "contracts.contract.settle",
  http: "POST /contracts/{id}/settle",
  scope: "settle:contracts",
  about:
    "Settle a contract. Transfers what every seller is owed once everything is paid. `record_offline` first records what is outstanding as paid. Calling it again is safe.",
  refuses: ["insufficient_balance", "invalid_transition"],
  input: {
    id: id(),
    record_offline: flag({ default: false }),
    method: choice(methods, { default: "external" }),
  },
  output: shapeOf({
    contract: group(contract.columns),
    buyers: list(
      group({
        buyer_id: id(),
        user_id: id(),
        outcome: choice(["paid", "recorded", "outstanding"]),
        amount: money({ max: MAX_AMOUNT, about: "Recorded now, or outstanding." }),
        transaction_id: id({ optional: true }),
      }),
    ),
    sellers: list(
      group({
        seller_id: id(),
        user_id: id(),
        outcome: choice(["settled", "transferred", "waiting"]),
        amount: money({ max: MAX_AMOUNT, about: "Transferred now, or waiting for the buyers." }),
        transaction_id: id({ optional: true }),
      }),
    ),
  }),
});
