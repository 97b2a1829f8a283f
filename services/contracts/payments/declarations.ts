/** Recording a buyer's payment on a contract. */
import { choice, count, date, id, money, text } from "../../../shared/fields/index.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { methods } from "../transactions/transaction.ts";

export const payContract = operation({
  name: "contracts.contract.pay",
  http: "POST /contracts/{id}/payments",
  scope: "write:contracts",
  about: "Records an outside payment of a buyer's due, whole or in part, never more than it.",
  input: {
    id: id(),
    buyer_id: id(),
    amount: money({ optional: true, min: 1, max: MAX_AMOUNT, about: "All that he still owes when absent." }),
    currency: choice(currencies, { optional: true }),
    method: choice(methods),
    external_ref: text({ optional: true, max: 200 }),
    version: count({
      min: 1,
      about:
        "The version that the buyer was sent: `sent_version`, or a later one with the same terms (CON-1).",
    }),
    paid_on: date({ optional: true, about: "Today when absent." }),
  },
  output: entityOf(contract),
});
