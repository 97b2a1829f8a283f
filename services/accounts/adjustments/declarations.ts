/** Manual adjustments of a balance (BAL-1), and recurring fees (BAL-2). */
import { choice, count, money, ref, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { balanceEntry } from "../balances/balance-entry.ts";

export const adjustBalance = operation({
  name: "accounts.account.adjust",
  http: "POST /balance-entries",
  status: 201,
  tag: "balance_entries",
  scope: "write:account_balances",
  grant: "manager",
  // A balance contains amounts from all stores.
  spans_stores: true,
  about:
    "Adjust an account's balance. A positive amount credits the account and a negative one debits it; the adjustment is posted to the ledger. Returns the new balance entry.",
  refuses: ["insufficient_balance"],
  input: {
    account_id: ref("accounts.account"),
    amount: money({ min: -1e12, max: 1e12 }),
    type: choice(["adjustment", "fee", "opening"], { default: "adjustment" }),
    memo: text({ max: 1000 }),
  },
  output: entityOf(balanceEntry),
});

export const chargeFees = operation({
  name: "accounts.account.charge_fees",
  about:
    "Charges the recurring fees that are due by the organization's business date, each period once (BAL-2).",
  input: { limit: count({ default: 500, min: 1, max: 5000 }) },
  output: shapeOf({ accounts: count(), charged: count() }),
});
