/** Of what an account's shares of sales and refunds consist, line by line: as few reads for many as for one. */
import type { Sum } from "../../../shared/explanation.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { refund } from "../refunds/refund.ts";
import { sale } from "../sales/sale.ts";
import { isOfShare, lineSteps, type ShareStepKind } from "./explain-line.rules.ts";
import { refundedShareSteps } from "./explain-refund.rules.ts";
import { linewiseTaxes } from "./explain-sale.rules.ts";

type Sale = Entity<typeof sale>;
type Refund = Entity<typeof refund>;

export type ShareOfLine = {
  line_id: string;
  name: string;
  payable_on: string | null;
  amount: number;
  steps: Sum<ShareStepKind>[];
};

/** The shares of a sale or a refund. */
export type Shares = { of_id: string; business_date: string; currency: string; lines: ShareOfLine[] };

type Wanted = { sale_ids: readonly string[]; refund_ids: readonly string[]; account_id: string };

function sold({ id, lines, currency, business_date }: Sale, account_id: string): Shares {
  const byLine = linewiseTaxes(lines);
  const own = lines.filter((line) => line.account_id === account_id && line.inventory_type === "consignment");
  return {
    ...{ of_id: id, business_date: business_date ?? "", currency },
    lines: own.map((line) => ({
      ...{ line_id: line.id, name: line.title, payable_on: line.payable_on },
      ...{ amount: line.consignor_portion, steps: lineSteps(line, byLine).filter(isOfShare) },
    })),
  };
}

/** `all`: the refunds of the sale. */
function refunded(back: Refund, whole: Sale, all: readonly Refund[], account_id: string): Shares {
  const earlier = all
    .filter((each) => each.id !== back.id && each.created_at <= back.created_at)
    .flatMap((each) => each.lines);
  const known = new Map(whole.lines.map((line) => [line.id, line]));
  const { id, business_date, lines } = back;
  return {
    ...{ of_id: id, business_date, currency: whole.currency },
    lines: lines
      .filter((part) => part.account_id === account_id)
      .map((part) => {
        const line = known.get(part.line_id)!;
        const before = earlier.filter((each) => each.line_id === line.id);
        const done = before.reduce((units, each) => units + each.quantity, 0);
        return {
          ...{ line_id: line.id, name: line.title, payable_on: line.payable_on },
          amount: part.components.consignor_portion,
          steps: refundedShareSteps(line, part, done),
        };
      }),
  };
}

export async function loadShares(
  reader: Reader,
  { sale_ids, refund_ids, account_id }: Wanted,
): Promise<Shares[]> {
  const backs = refund_ids.length ? await reader.find(refund, { _id: { $in: refund_ids } }) : [];
  const returned = [...new Set(backs.map(({ sale_id }) => sale_id))];
  const [sales, refunds] = await Promise.all([
    reader.find(sale, { _id: { $in: [...new Set([...sale_ids, ...returned])] } }),
    returned.length ? reader.find(refund, { sale_id: { $in: returned } }) : [],
  ]);
  const byId = new Map(sales.map((each) => [each.id, each]));
  const bySale = Map.groupBy(refunds, ({ sale_id }) => sale_id);
  return [
    ...sale_ids.flatMap((id) => (byId.has(id) ? [sold(byId.get(id)!, account_id)] : [])),
    ...backs.flatMap((back) => {
      const whole = byId.get(back.sale_id);
      return whole ? [refunded(back, whole, bySale.get(whole.id) ?? [], account_id)] : [];
    }),
  ];
}
