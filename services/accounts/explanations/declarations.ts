/** Why a balance changed by an amount. */
import { stepOf } from "../../../shared/explanation.ts";
import { group, id, list, money, signed, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const explainEntry = operation({
  name: "accounts.balance_entry.explain",
  http: "GET /balance-entries/{id}/explanation",
  scope: "read:balance_entries",
  spans_stores: true,
  about:
    "Explain a balance entry. Returns the steps from the lines of a sale or refund, from a payout or from a fee to the amount and the new balance: each with a sentence, its figures and their result, as the explanation of a sale has them.",
  input: { id: id() },
  output: shapeOf({
    balance_entry_id: id(),
    currency: text({ max: 3 }),
    amount: money(signed),
    steps: list(group(stepOf(text({ max: 50 })))),
  }),
});
