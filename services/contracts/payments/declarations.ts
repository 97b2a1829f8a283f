/** Records a buyer's payment of a contract. */
import { choice, count, date, id, money, text } from "../../../shared/fields/index.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { methods } from "../transactions/transaction.ts";

export const payContract = operation({
  name: "contracts.contract.pay",
  http: "POST /contracts/{id}/payments",
  scope: "write:contracts",
  about:
    "Record a payment of a contract. Records what a buyer paid outside, at most what they still owe. Returns the contract.",
  refuses: ["currency_mismatch", "insufficient_balance", "invalid_payment", "invalid_transition"],
  input: {
    id: id(),
    buyer_id: id(),
    amount: money({ optional: true, min: 1, max: MAX_AMOUNT, about: "Absent: all that they still owe." }),
    currency: choice(currencies, { optional: true }),
    method: choice(methods),
    external_ref: text({ optional: true, max: 200 }),
    version: count({
      min: 1,
      about: "The version that the buyer was sent: `sent_version`, or a later one with the same terms.",
    }),
    paid_on: date({ optional: true, about: "Today when absent." }),
  },
  output: entityOf(contract),
});
