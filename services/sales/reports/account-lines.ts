/** What sales and refunds brought or took a consignor, line by line. */
import type { Entity } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import { refund } from "../refunds/refund.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";

type Sale = Entity<typeof sale>;
type Refund = Entity<typeof refund>;
type Shares = Pick<Sale["lines"][number], "handling_fee" | "consignor_fees" | "card_fees">;

const feesOf = ({ handling_fee, consignor_fees, card_fees }: Shares): number =>
  handling_fee + consignor_fees + card_fees;

const soldLines = ({ id, number, lines }: Sale, account_id: string) =>
  lines
    .filter((line) => line.account_id === account_id)
    .map((line) => ({
      ...{ of_id: id, line_id: line.id, sale_number: number },
      ...{ sku: line.sku, title: line.title, quantity: line.quantity },
      ...{ price: line.price_paid, fees: feesOf(line), share: line.consignor_portion },
    }));

function returnedLines({ id, lines }: Refund, sold: Sale, account_id: string) {
  const known = new Map(sold.lines.map((line) => [line.id, line]));
  return lines
    .filter((line) => line.account_id === account_id)
    .map(({ line_id, quantity, components }) => ({
      ...{ of_id: id, line_id, sale_number: sold.number, quantity: -quantity },
      ...{ sku: known.get(line_id)?.sku ?? "", title: known.get(line_id)?.title ?? "" },
      ...{ price: 0 - components.price_paid, fees: 0 - feesOf(components) },
      share: 0 - components.consignor_portion,
    }));
}

export const accountLines = query(
  declared.accountLines,
  async (reader, { account_id, sale_ids, refund_ids }) => {
    const refunds = await reader.find(refund, { _id: { $in: refund_ids } });
    const wanted = [...new Set([...sale_ids, ...refunds.map(({ sale_id }) => sale_id)])];
    const sales = await reader.find(sale, { _id: { $in: wanted } });
    const byId = new Map(sales.map((each) => [each.id, each]));
    return [
      ...sale_ids.flatMap((id) => (byId.has(id) ? soldLines(byId.get(id)!, account_id) : [])),
      ...refunds.flatMap((each) => {
        const sold = byId.get(each.sale_id);
        return sold ? returnedLines(each, sold, account_id) : [];
      }),
    ];
  },
);
