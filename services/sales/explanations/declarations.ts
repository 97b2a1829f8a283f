/** Why the amounts of a sale are what they are. */
import { stepOf } from "../../../shared/explanation.ts";
import { choice, date, group, id, list, money, signed, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
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

export const explainShares = operation({
  name: "sales.sale.explain_shares",
  about: "What an account's share of a sale, or of a refund, consists of.",
  input: { sale_id: id({ optional: true }), refund_id: id({ optional: true }), account_id: id() },
  output: shapeOf({
    number: text(),
    business_date: text(),
    lines: list(
      group({
        line_id: id(),
        name: text(),
        payable_on: date({ optional: true }),
        amount: money(signed),
        steps: list(group(stepOf(choice(saleStepKinds)))),
      }),
    ),
  }),
});
