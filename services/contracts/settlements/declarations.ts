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
    "Settle a contract. The platform's provider charges what is outstanding to each buyer's default payment method; a buyer without one stays outstanding. `record_offline` records what is outstanding as paid outside instead. Once everything is paid, every seller gets what they are owed: through the provider if they have connected an account there. Calling it again is safe.",
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
        outcome: choice(["paid", "recorded", "charged", "failed", "pending", "outstanding"], {
          about:
            "`pending`: the provider has not answered yet. `failed`: it refused; its transaction says why.",
        }),
        amount: money({ max: MAX_AMOUNT, about: "Of the transaction, or outstanding." }),
        transaction_id: id({ optional: true }),
      }),
    ),
    sellers: list(
      group({
        seller_id: id(),
        user_id: id(),
        outcome: choice(["settled", "transferred", "failed", "pending", "waiting"], {
          about: "`waiting`: for the buyers, or for an account at the provider.",
        }),
        amount: money({ max: MAX_AMOUNT, about: "Of the transaction, or waiting." }),
        transaction_id: id({ optional: true }),
      }),
    ),
  }),
});
