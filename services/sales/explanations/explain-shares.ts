/** What an account's share of a sale, or of a refund, consists of; line by line. */
import { told } from "../../../shared/explanation.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { refund } from "../refunds/refund.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";
import { lineSteps, type SaleSum } from "./explain-line.rules.ts";
import { refundedShareSteps } from "./explain-refund.rules.ts";
import { linewiseTaxes } from "./explain-sale.rules.ts";
import { saleSentences } from "./sentences.ts";

/** Steps that come after the consignor's part. */
const after = new Set<SaleSum["kind"]>(["store_portion", "refunded"]);

export const explainShares = query(declared.explainShares, (reader, { sale_id, refund_id, account_id }) =>
  refund_id ? refunded(reader, refund_id, account_id) : sold(reader, sale_id ?? "", account_id),
);

async function sold(reader: Reader, id: string, account_id: string) {
  const { lines, number, currency, business_date } = await reader.load(sale, id);
  const byLine = linewiseTaxes(lines);
  return {
    number,
    business_date: business_date ?? "",
    lines: lines
      .filter((line) => line.account_id === account_id && line.inventory_type === "consignment")
      .map((line) => ({
        ...{ line_id: line.id, name: line.title, payable_on: line.payable_on },
        amount: line.consignor_portion,
        steps: told(
          lineSteps(line, byLine).filter(({ kind }) => !after.has(kind)),
          saleSentences,
          currency,
        ),
      })),
  };
}

async function refunded(reader: Reader, id: string, account_id: string) {
  const back = await reader.load(refund, id);
  const [whole, all] = await Promise.all([
    reader.load(sale, back.sale_id),
    reader.find(refund, { sale_id: back.sale_id }),
  ]);
  const earlier = all.filter((each) => each.id !== id && each.created_at <= back.created_at);
  const { currency, number } = whole;
  return {
    number,
    business_date: back.business_date,
    lines: back.lines
      .filter((line) => line.account_id === account_id)
      .map((part) => {
        const line = whole.lines.find((each) => each.id === part.line_id)!;
        const before = earlier.flatMap((each) => each.lines).filter((each) => each.line_id === line.id);
        const done = before.reduce((units, each) => units + each.quantity, 0);
        const steps = told(refundedShareSteps(line, part, done), saleSentences, currency);
        const { consignor_portion: amount } = part.components;
        return { line_id: line.id, name: line.title, payable_on: line.payable_on, amount, steps };
      }),
  };
}
