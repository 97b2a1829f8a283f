/** Searching accounts and completing values of their fields (RPT-5). */
import { choice, count, group, list, text } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { account } from "../resources/account.ts";

export const searchAccounts = operation({
  name: "accounts.account.search",
  about:
    "Accounts in which every word of the query begins a word of number, names, company, e-mail or tags; the exact number or e-mail first (RPT-5).",
  input: { query: text({ max: 200 }), limit: count({ default: 20, min: 1, max: 50 }) },
  output: listOf(entityOf(account)),
});

export const suggestedAccountFields = ["city", "company", "tags"] as const;

export const suggestAccounts = operation({
  name: "accounts.account.suggest",
  about:
    "Values of one field of accounts that begin with the text, then those that contain it, most used first (RPT-5).",
  input: {
    field: choice(suggestedAccountFields),
    value: text({ min: 0, max: 100 }),
    limit: count({ default: 20, min: 1, max: 20 }),
  },
  output: shapeOf({ data: list(group({ value: text(), count: count() })) }),
});
