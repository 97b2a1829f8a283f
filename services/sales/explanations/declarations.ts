/** Why the amounts of a sale are what they are. */
import { stepOf } from "../../../shared/explanation.ts";
import { choice, date, group, id, list, money, signed, text } from "../../../shared/fields/index.ts";
import { listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { MOST_NAMED } from "../reports/declarations.ts";
import { saleStepKinds } from "./explain-line.rules.ts";

export const explainSale = operation({
  name: "sales.sale.explain",
  http: "GET /sales/{id}/explanation",
  scope: "read:sales",
  about:
    "Explain a sale. Returns every share, fee, discount, tax and rounding of its lines and totals as a step: a sentence, its figures and their result, from the amounts that the sale stores. `operation` says how the result follows: `sum`, `times` (the quantity), `rate` (rounded half away from zero), `without_tax`, `tax_inside`, `portion` (of units `from` to `to`, as the difference of two rounded shares), `divide` (by weight, the largest remainders get the units left over) or `recorded`.",
  input: { id: id() },
  output: shapeOf({
    sale_id: id(),
    currency: text({ max: 3 }),
    steps: list(group(stepOf(choice(saleStepKinds)))),
  }),
});

/** An account's part of one line of a sale or a refund. */
const share = {
  line_id: id(),
  name: text(),
  payable_on: date({ optional: true }),
  amount: money(signed),
} as const;

export const explainShares = operation({
  name: "sales.sale.explain_shares",
  about: "What an account's share of a sale, or of a refund, consists of.",
  input: { sale_id: id({ optional: true }), refund_id: id({ optional: true }), account_id: id() },
  output: shapeOf({
    business_date: text(),
    lines: list(group({ ...share, steps: list(group(stepOf(choice(saleStepKinds)))) })),
  }),
});

export const tellShares = operation({
  name: "sales.sale.tell_shares",
  about:
    "What an account's shares of sales and refunds consist of, in the language of `locale`: as `explain_shares`, without steps that only repeat an amount.",
  input: {
    sale_ids: list(id(), { max: MOST_NAMED }),
    refund_ids: list(id(), { max: MOST_NAMED }),
    account_id: id(),
    locale: text({ max: 35 }),
  },
  output: listOf(
    shapeOf({
      of_id: id({ about: "The sale or the refund." }),
      business_date: text(),
      lines: list(group({ ...share, sentences: list(text({ max: 20_000 })) })),
    }),
  ),
});
